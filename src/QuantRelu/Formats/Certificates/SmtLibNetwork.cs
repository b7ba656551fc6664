using QuantRelu.Graph;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// A network in SMT-LIB, unit by unit as it stands, of its input u, or its inputs u1, u2, ...: unit i of layer l has the sum z = Σ w h + b over the units
/// of the layer before,
/// and is its activation of z, an ite; the only unit of the last layer is y = z. A unit with the same connections and bias as one before it in its layer
/// is defined to be that one, so that a solver decides about both at once.
/// </summary>
internal static class SmtLibNetwork
{
    /// <summary>Writes the definitions of all units.</summary>
    public static void Write(Network network, TextWriter text)
    {
        FlatLayer[] layers = [.. network.Flatten()];
        Func<long, string> source = network.Inputs == 1 ? _ => "u" : k => $"u{k + 1}";
        for (int l = 0; l < layers.Length; l++)
        {
            bool last = l == layers.Length - 1;
            string[] names = Layer(network, layers[l], l + 1, last, source, text);
            source = column => names[column];
        }
    }

    // The names that stand for the units of the layer in sums; equal units have one name.
    private static string[] Layer(Network network, FlatLayer layer, int number, bool last, Func<long, string> source, TextWriter text)
    {
        text.WriteLine($"; layer {number}: {layer.Units} units");
        var firsts = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (FlatRow row in layer.Rows())
        {
            string name = last ? "y" : $"h{number}_{names.Count}";
            string sum = Sum(network.Codebook, row, source);
            if (firsts.TryGetValue(sum, out string? first))
            {
                text.WriteLine($"(define-fun {name} () Real {first})");
            }
            else
            {
                Unit(network.Activation, name, sum, last, text);
                firsts.Add(sum, first = name);
            }

            names.Add(first);
        }

        return [.. names];
    }

    private static void Unit(Activation activation, string name, string sum, bool last, TextWriter text)
    {
        text.WriteLine($"(declare-fun {name} () Real)");
        if (last)
        {
            text.WriteLine($"(assert (= {name} {sum}))");
            return;
        }

        text.WriteLine($"(assert (let ((z {sum})) (= {name} {Activated(activation)})))");
    }

    private static string Activated(Activation activation)
    {
        string negative = activation.NegativeSlope.IsZero ? "0.0" : $"(* {SmtLibNumbers.Number(activation.NegativeSlope)} z)";
        string bent = $"(ite (>= z 0.0) z {negative})";
        return activation.Ceiling is { } most ? $"(ite (>= z {SmtLibNumbers.Number(most)}) {SmtLibNumbers.Number(most)} {bent})" : bent;
    }

    // Equal sources by their one name, with the sum of their weights: the same sum has the same text.
    private static string Sum(Codebook codebook, FlatRow row, Func<long, string> source)
    {
        IEnumerable<string> terms = row.Connections.GroupBy(c => source(c.Column), c => codebook[c.Code])
            .Select(g => (Name: g.Key, Weight: g.Aggregate(default(Rational), (sum, w) => sum + w)))
            .Where(t => !t.Weight.IsZero)
            .Select(t => t.Weight == 1 ? t.Name : $"(* {SmtLibNumbers.Number(t.Weight)} {t.Name})");
        return SmtLibNumbers.Sum([.. terms, .. row.Bias == SparseLayer.NoBias ? [] : new[] { SmtLibNumbers.Number(codebook[row.Bias]) }]);
    }
}
