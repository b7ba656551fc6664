using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// What a target puts into a crossbar: for every pair of cells the multiple of 2s next to f at its centre, and then, outwards from there, column by column
/// the word of the path that is nearest to f.
/// </summary>
/// <param name="parameters">The parameters.</param>
/// <param name="skeleton">The skeleton for them.</param>
/// <param name="knots">The values of the target.</param>
internal sealed class CrossbarCodes(CrossbarParameters parameters, CrossbarSkeleton skeleton, CrossbarKnots knots)
{
    // A path of a function of the class is no farther from it than the kind says, but for the tolerance of its values.
    private readonly double _farthest = (double)parameters.Kind.PathError + (1.0 / 1024);
    private readonly long _mostValue = (long)ValueTable.MostValue(parameters);

    /// <summary>The network for the target.</summary>
    /// <param name="open">The crossbar with open switches.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite at a knot, or steeper than its class.</exception>
    public Network Fill(OpenNetwork open, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SwitchCodes sign = open.Topology.Codebook.SwitchOf(SwitchKind.Sign);
        ushort minus = (ushort)sign[-1][0], plus = (ushort)sign[1][0];
        IPathWriter writer = parameters.Kind.Writer(open.Topology.Codebook);
        int side = parameters.CellsPerSide, pairs = (side + 1) / 2, done = 0;
        long[] values = new long[2 * pairs];
        int planes = skeleton.Columns.EndPlanes;
        ushort[] ends = new ushort[2 * side * planes];
        ushort[][] columns = [.. skeleton.Columns.Stored.Select(f => new ushort[f.Range.Count * f.CellsOf(parameters).Count()])];
        var failures = new ConcurrentBag<(int Pair, TargetException Failure)>();
        Parallel.For(0, 2 * pairs, new ParallelOptions { CancellationToken = cancellationToken }, (pair, state) =>
        {
            try
            {
                Encode(pair);
            }
            catch (TargetException e)
            {
                failures.Add((pair, e));
                state.Stop();
            }
        });
        if (!failures.IsEmpty)
        {
            throw failures.MinBy(f => f.Pair).Failure;
        }

        var codes = columns.Select((c, i) => (Name: CrossbarCircuit.Columns(i), Codes: ImmutableCollectionsMarshal.AsImmutableArray(c)))
            .ToDictionary(c => c.Name, c => c.Codes);
        codes[CrossbarCircuit.Values] = [.. Planes(values).Select(bit => bit ? plus : minus)];
        if (planes > 0)
        {
            codes[CrossbarCircuit.Ends] = ImmutableCollectionsMarshal.AsImmutableArray(ends);
        }

        return open.With(codes);

        void Encode(int pair)
        {
            (int where, int number) = (pair / pairs, pair % pairs);
            int direction = where == 0 ? -1 : 1;
            long centre = (long)parameters.Columns * ((2 * number) + 1);
            values[pair] = Math.Clamp((long)Math.Round(knots.At(direction * centre) / 2), 0, _mostValue);
            for (int cell = 2 * number; cell < Math.Min(side, (2 * number) + 2); cell++)
            {
                int outwards = cell % 2 == 0 ? -1 : 1;
                int leaf = (where * side) + cell;
                double end = Walk(leaf, direction * centre, direction * outwards, 2 * values[pair], columns, writer) - (2 * values[pair]);
                for (int i = 0; i < planes; i++)
                {
                    ends[(i * 2 * side) + leaf] = (((long)(end + parameters.Columns) >> (i + 1)) & 1) == 1 ? plus : minus;
                }
            }

            progress?.Report((double)Interlocked.Increment(ref done) / (2 * pairs));
        }
    }

    // From the centre of a pair outwards, at first so many steps of s above -M: the height at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Walk(int leaf, long centre, int direction, double height, ushort[][] columns, IPathWriter writer)
    {
        int side = parameters.CellsPerSide;
        bool isLast = leaf % side == side - 1;
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnFamily family = skeleton.Columns.Stored[i];
            if (!(isLast ? family.Last : family.Whole))
            {
                continue;
            }

            int cells = columns[i].Length / family.Range.Count;
            int place = family.Whole && family.Last ? leaf : family.Last ? leaf / side : leaf - (leaf / side);
            for (int k = family.Range.Begin; k < family.Range.End; k++, place += cells)
            {
                long knot = centre + (direction * (long)parameters.Kind.Pieces * k);
                PathWord word = writer.Next(k, height, new KnotsOutwards(knots, knot, direction));
                (columns[i][place], height) = (word.Code, word.Height);
                if (word.Distance > _farthest)
                {
                    throw knots.Steeper(knot, direction * word.Where);
                }
            }
        }

        return height;
    }

    /// <summary>The bits of the values at the centres of pairs: plane by plane in the order of the circuit's switches, the coarsest table first.</summary>
    /// <param name="values">The values in steps 2s, pair by pair from the middle outwards, the left side first.</param>
    internal IEnumerable<bool> Planes(long[] values)
    {
        long[] rest = values;
        int level = parameters.Levels - 1;
        List<IEnumerable<bool>> bits = [];
        foreach ((ValueTable table, int index) in skeleton.Tables.Select((t, i) => (t, i)))
        {
            long[] held = rest;
            if (index + 1 < skeleton.Tables.Length)
            {
                ValueTable coarser = skeleton.Tables[index + 1];
                long[] above = Above(rest, level, coarser);
                held = [.. rest.Select((v, node) => v - above[NodeAbove(node, level, coarser.Level)])];
                (rest, level) = (above, coarser.Level);
            }

            bool[][] all = [.. held.Select(v => table.Bits(v).ToArray())];
            bits.Insert(0, Enumerable.Range(0, table.Exponents.Length).SelectMany(plane => all.Select(b => b[plane])));
        }

        return bits.SelectMany(b => b);
    }

    private long[] Above(long[] values, int level, ValueTable coarser)
    {
        long[] least = [.. Enumerable.Repeat(long.MaxValue, parameters.Nodes(coarser.Level))];
        for (int node = 0; node < values.Length; node++)
        {
            ref long above = ref least[NodeAbove(node, level, coarser.Level)];
            above = Math.Min(above, values[node] >> coarser.LogUnit << coarser.LogUnit);
        }

        return least;
    }

    private int NodeAbove(int node, int level, int coarser)
    {
        int perSide = parameters.Nodes(level) / 2, above = parameters.Nodes(coarser) / 2;
        return coarser == 0 ? 0 : (node / perSide * above) + ((node % perSide) >> (level - coarser));
    }
}
