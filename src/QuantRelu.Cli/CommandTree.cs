using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using QuantRelu.Circuits;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Cli;

/// <summary>The commands of the tool.</summary>
internal static class CommandTree
{
    /// <summary>The root command with all its verbs.</summary>
    public static RootCommand Root() => new("Constructs quantized ReLU networks: every weight is one of λ values.") { Component() };

    private static Command Component()
    {
        var r = new Option<int>("--r") { Description = "Number of teeth; the error is at most 2^(-2(r+1)).", DefaultValueFactory = _ => 4 };
        r.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value is < 1 or > 500)
            {
                result.AddError($"--r is {value}; it must be between 1 and 500.");
            }
        });
        var output = new Option<FileInfo?>("--output") { Description = "Write the network as JSON to this file." };
        var square = new Command("square", "The squaring sub-network of Proposition 1 over {-1/2, 1/2}.") { r, output };
        square.SetAction(result =>
        {
            var circuit = new Circuit(1);
            Network network = Realization.ToNetwork(circuit, [circuit.Square(circuit.Input(0), result.GetValue(r))], Codebook.Halves);
            NetworkCounts counts = network.Count();
            using (var json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteNumber("depth", counts.Depth);
                json.WriteNumber("width", (long)counts.Width);
                json.WriteNumber("units", (long)counts.Units);
                json.WriteNumber("weights", (long)counts.Weights);
                json.WriteNumber("bits", (long)counts.Bits);
                json.WriteEndObject();
            }

            Console.WriteLine();
            if (result.GetValue(output) is { } file)
            {
                using FileStream stream = file.Create();
                JsonExport.Write(network, stream);
            }
        });
        return new Command("component", "Builds one sub-network alone.") { square };
    }
}
