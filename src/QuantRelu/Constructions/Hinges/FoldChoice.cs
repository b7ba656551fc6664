namespace QuantRelu.Constructions.Hinges;

/// <summary>A coordinate and the corridor in it: the domain itself, or what folds about points of near symmetry leave.</summary>
/// <param name="LogSteps">Centres are multiples of 2^-LogSteps.</param>
/// <param name="Centres">The centres in such steps, each in the coordinate that the folds before leave.</param>
/// <param name="Corridor">The corridor of what is left.</param>
internal sealed record FoldChoice(int LogSteps, ImmutableArray<int> Centres, Corridor Corridor)
{
    private const int MostFolds = 4;
    private const int MostKnots = 3;
    private const double Asymmetry = 0.3;
    private const int MostChoices = 8;
    private const int PerLevel = 3;

    // The nearer to symmetric the better, in steps of a tenth of the corridor.
    private const double Coarse = 10;

    /// <summary>
    /// The corridor as it is, and those that folds leave: where f(c + t) and f(c - t) are within ε/3 or so, one function of |z - c| does for both.
    /// </summary>
    /// <param name="corridor">On [0, 1].</param>
    public static ImmutableArray<FoldChoice> Of(Corridor corridor)
    {
        if (corridor.HasConstant)
        {
            return [new(CentreGrids[0], [], corridor)];
        }

        return CentreGrids.Select(log => On(corridor, log)).FirstOrDefault(choices => choices.Length > 1, [new(CentreGrids[0], [], corridor)]);
    }

    /// <summary>
    /// Centres are looked for among the multiples of 1/32, which take few weights, and among those of 1/256 where the target is symmetric about none of these.
    /// </summary>
    public static ImmutableArray<int> CentreGrids { get; } = [5, 8];

    private static ImmutableArray<FoldChoice> On(Corridor corridor, int logSteps)
    {
        var all = new List<FoldChoice> { new(logSteps, [], corridor) };
        List<FoldChoice> last = [.. all];
        for (int fold = 0; fold < MostFolds && last.Count > 0; fold++)
        {
            last = [.. last.SelectMany(choice => choice.Further())
                .OrderByDescending(c => Math.Round(Coarse * c.Corridor.Width / corridor.Width)).ThenBy(c => c.Corridor.Steps).Take(PerLevel)];
            all.AddRange(last);
        }

        return [.. all.Take(MostChoices)];
    }

    /// <summary>The folds as layers, a few knots in each.</summary>
    public ImmutableArray<FoldStage> Stages()
    {
        var stages = ImmutableArray.CreateBuilder<FoldStage>();
        int length = 1 << LogSteps;
        List<int> group = [];
        foreach (int centre in Centres)
        {
            if (group.Count > 0 && FoldStage.Of(LogSteps, length, [.. group, centre]).Knots.Length > MostKnots)
            {
                stages.Add(FoldStage.Of(LogSteps, length, group));
                length = group.Aggregate(length, (l, c) => Math.Max(c, l - c));
                group = [];
            }

            group.Add(centre);
        }

        if (group.Count > 0)
        {
            stages.Add(FoldStage.Of(LogSteps, length, group));
        }

        return stages.ToImmutable();
    }

    // One more fold, where the corridor that it leaves is wide enough and both sides overlap by a quarter.
    private IEnumerable<FoldChoice> Further()
    {
        int step = 1 << (Corridor.LogSamples - LogSteps);
        if (Corridor.Steps % step != 0)
        {
            yield break;
        }

        int length = Corridor.Steps / step;
        for (int centre = 1; centre < length; centre++)
        {
            if (4 * Math.Min(centre, length - centre) >= length)
            {
                double least = (1 - Asymmetry) * Corridor.Width;
                if (Corridor.WidthFolded(centre * step, step) >= least && Corridor.Folded(centre * step) is var folded && folded.Width >= least)
                {
                    yield return this with { Centres = [.. Centres, centre], Corridor = folded };
                }
            }
        }
    }
}
