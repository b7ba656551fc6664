using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Hinges;

/// <summary>One unit σ(½(row·v + b)) of an integer network, v the units of the layer before.</summary>
/// <param name="Row">A coefficient for each unit before.</param>
/// <param name="Bias">b, one of -1, 0, 1.</param>
internal sealed record IntegerRow(int[] Row, int Bias)
{
    /// <summary>‖row‖₁ + |b|: what one copy of the unit costs.</summary>
    public int Cost => Math.Abs(Bias) + Row.Sum(Math.Abs);
}

/// <summary>
/// Layers of units σ(½(row·v + b)) with integer rows and b ∈ {-1, 0, 1}, the last one alone and without σ: what a network over {-1/2, 1/2} is when
/// equal units are written once. A coefficient a of a unit is a connection to each of |a| copies of it, so that a unit needs as many copies as the
/// greatest |coefficient| that is asked of it, and the network has Σ copies·(‖row‖₁ + |b|) weights.
/// </summary>
internal sealed class IntegerNetwork
{
    /// <summary>A network; units that nothing reads are left out.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="layers">The units of each layer, the last layer with one. Coefficients of inputs are -1, 0 or 1: an input exists once.</param>
    public IntegerNetwork(int inputs, IReadOnlyList<IReadOnlyList<IntegerRow>> layers)
    {
        Inputs = inputs;
        Layers = Live(inputs, layers);
        Copies = CopiesOf(Layers);
        Weights = Layers.Select((rows, l) => rows.Select((row, i) => Copies[l][i] * row.Cost).Sum()).Sum();
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The units of each layer.</summary>
    public IntegerRow[][] Layers { get; }

    /// <summary>How many copies there are of each unit.</summary>
    public int[][] Copies { get; }

    /// <summary>Σ copies·(‖row‖₁ + |b|).</summary>
    public int Weights { get; }

    /// <summary>The number of layers.</summary>
    public int Depth => Layers.Length;

    /// <summary>The value at a point, in doubles: exact as long as 53 bits are enough.</summary>
    public double At(params ReadOnlySpan<double> point)
    {
        double[] values = point.ToArray();
        for (int l = 0; l < Layers.Length; l++)
        {
            double[] sums = [.. Layers[l].Select(row => (row.Bias + row.Row.Zip(values, (a, v) => a * v).Sum()) / 2)];
            values = l + 1 < Layers.Length ? [.. sums.Select(s => Math.Max(0, s))] : sums;
        }

        return values[0];
    }

    /// <summary>The network over weight values; over {-1/2, 1/2} it has <see cref="Weights"/> weights.</summary>
    /// <param name="family">The weight values. Where they have not both -1/2 and 1/2, an input is read through σ(x/2), of which there can be copies.</param>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient or a bias.</exception>
    public Network Realize(CodebookFamily family)
    {
        Codebook? codebook = family.IsFree ? null : family.At(1);
        bool isDirect = codebook is null || (codebook.CodeOf(Dyadic.Half) >= 0 && codebook.CodeOf(-Dyadic.Half) >= 0);
        IEnumerable<CircuitStage> entry = isDirect ? [] : [CircuitStage.Entry(Inputs)];
        return new StagedCircuit(Inputs, [.. entry, .. Layers.Select((rows, l) => Layer(rows, l == 0 && !isDirect ? 0 : -1))]).Realize(family, precision: 1);
    }

    private static CircuitStage Layer(IntegerRow[] rows, int exponent)
    {
        var circuit = new Circuit(rows[0].Row.Length);
        return new CircuitStage([new CircuitArray(circuit, [.. rows.Select(row => Form(circuit, row, exponent))])]);
    }

    private static LinearForm Form(Circuit circuit, IntegerRow row, int exponent) => LinearForm.Sum(row.Row
        .Select((a, j) => a == 0 ? 0 : Dyadic.Create(a, exponent) * circuit.Input(j))
        .Append(Dyadic.Create(row.Bias, -1)));

    // From the last layer to the first: the units that are read, and a constant in the place of a layer of none.
    private static IntegerRow[][] Live(int inputs, IReadOnlyList<IReadOnlyList<IntegerRow>> layers)
    {
        var live = new IntegerRow[layers.Count][];
        int[] kept = [0];
        for (int l = layers.Count - 1; l >= 0; l--)
        {
            int before = l == 0 ? inputs : layers[l - 1].Count;
            IntegerRow[] rows = [.. kept.Select(i => layers[l][i])];
            int[] read = l == 0 ? [.. Enumerable.Range(0, inputs)]
                : [.. Enumerable.Range(0, before).Where(j => Array.Exists(rows, row => row.Row[j] != 0))];
            if (read.Length == 0)
            {
                return Shortened(inputs, rows, live.AsSpan(l + 1));
            }

            live[l] = [.. rows.Select(row => row with { Row = [.. read.Select(j => row.Row[j])] })];
            kept = read;
        }

        return live;
    }

    // A layer that reads nothing is the first one.
    private static IntegerRow[][] Shortened(int inputs, IntegerRow[] rows, ReadOnlySpan<IntegerRow[]> rest) =>
        [[.. rows.Select(row => row with { Row = new int[inputs] })], .. rest];

    private static int[][] CopiesOf(IntegerRow[][] layers)
    {
        int[][] copies = [.. layers.Select(rows => new int[rows.Length])];
        copies[^1][0] = 1;
        for (int l = layers.Length - 1; l > 0; l--)
        {
            for (int j = 0; j < copies[l - 1].Length; j++)
            {
                copies[l - 1][j] = layers[l].Max(row => Math.Abs(row.Row[j]));
            }
        }

        return copies;
    }
}
