using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Cli.Exports;

/// <summary>--range low:high and --box a:b,...: a property of the network itself, of any number of inputs and outputs, in place of its error.</summary>
internal sealed class RangeOption
{
    private readonly Option<string?> _range = TypedOption.Text(
        "--range", "VNN-LIB: claim that every output lies in low:high, of a network with any number of inputs, in place of its error.", "low:high");

    private readonly Option<string?> _box = TypedOption.Text(
        "--box", "VNN-LIB, with --range: the part a:b,... of 0 <= u <= 1; by default all of it.", "a:b,...");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_range, _box];

    /// <summary>The claim; null when none of a range is asked for.</summary>
    /// <exception cref="CommandFailure">The options do not go together, or are no range and no box.</exception>
    /// <exception cref="ArgumentException">The box is no part of the inputs, or the range is empty.</exception>
    public RangeInstance? Read(ParseResult result, ConstructedNetwork network, ClaimOptions claim, CellOption cells)
    {
        (string? text, string? box) = (result.GetValue(_range), result.GetValue(_box));
        if (text is null)
        {
            return box is null ? null : throw CommandFailure.BadInput("--box is for the property of a range: --range low:high says which.");
        }

        if (claim.NamesAny(result) || cells.NamesAny(result))
        {
            throw CommandFailure.BadInput("--range claims something of the network alone: leave out --error, --target, --cell and --cells.");
        }

        string[] ends = text.Split(':');
        if (ends.Length != 2 || !Rational.TryParse(ends[0], out Rational low) || !Rational.TryParse(ends[1], out Rational high))
        {
            throw CommandFailure.BadInput($"--range is '{text}'; it must be low:high, such as 0:1 or -1/2:1/2.");
        }

        int inputs = network.Network.Inputs;
        return box is null ? RangeInstance.Of(network, Domain.Unit(inputs), low, high)
            : Domain.TryParse(box, inputs, out Domain? part, out string? problem) ? RangeInstance.Of(network, part, low, high)
            : throw CommandFailure.BadInput(problem);
    }
}
