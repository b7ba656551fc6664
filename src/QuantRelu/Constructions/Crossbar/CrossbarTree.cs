using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The tree of indicators: pens of every fold, and the nodes, child = σ(½ parent - ½ pen), as families level by level.</summary>
internal sealed class CrossbarTree
{
    private readonly List<PlannedUnit> _levels = [];
    private readonly List<(PlannedUnit Before, PlannedUnit Behind)> _pens = [];

    /// <summary>Adds the tree to a plan.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="pens">The pens of the first fold.</param>
    public CrossbarTree(CrossbarFrame frame, (PlannedUnit Before, PlannedUnit Behind) pens)
    {
        CrossbarParameters p = frame.Parameters;
        _levels.Add(frame.Constants.At(-frame.LogHeight(0), frame.Layers.Pens));
        for (int level = 1; level <= p.Levels; level++)
        {
            _pens.Add(pens);
            int layer = frame.Layers.Pens + level;
            PlannedUnit nodes = frame.Plan.Add(layer, $"node of level {level}", p.Nodes(level));
            nodes.Read(_levels[^1], 1);
            nodes.Read(pens.Before, -1, 1);
            nodes.Read(pens.Behind, -1, 0);
            _levels.Add(nodes);
            if (level < p.Levels)
            {
                pens = (Next(1), Next(-1));
            }

            PlannedUnit Next(int sign)
            {
                PlannedUnit pen = frame.Plan.Add(layer, "pen");
                pen.Read(pens.Before, sign);
                pen.Read(pens.Behind, sign);
                frame.Constants.Add(pen, -sign * frame.Fold(level + 1).Scale(p.Gain - level));
                if (sign < 0)
                {
                    frame.Constants.Add(pen, Dyadic.PowerOfTwo(frame.LogHeight(level)));
                }

                return pen;
            }
        }
    }

    /// <summary>The nodes, level by level from the root.</summary>
    public IReadOnlyList<PlannedUnit> Levels => _levels;

    /// <summary>The pens of each level, for the child before the fold and the child behind it.</summary>
    public IReadOnlyList<(PlannedUnit Before, PlannedUnit Behind)> Pens => _pens;
}
