using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>What interpolation rests on, and where it ends.</summary>
internal static class InterpolationLimits
{
    /// <summary>The norms of orders 0, 1 and 2, or null with the reason.</summary>
    public static SobolevEstimate? Norm(Construction construction, Target target, out Misfit? misfit)
    {
        bool known = SobolevNorm.TryFind(target, 2, out SobolevEstimate? norm, out NormFailure? failure);
        string fitting = target.Dimension == 1 ? "crossbar" : "paper";
        misfit = known ? null : new Misfit(
            $"The construction {construction.Name} uses two bounded derivatives. {failure!.Message} "
                + $"With one bounded derivative the construction {fitting} fits.",
            failure.IsOverflow);
        return norm;
    }

    /// <summary>Why no parameters were found.</summary>
    public static Misfit NoneFound(Construction construction, NetworkRequest request, string most) => request.MostDepth is { } depth
        ? new Misfit($"The construction {construction.Name} takes more than {depth} layers or {most} for {request.Target.Name} "
            + $"within {request.Error.ToShortString()}; a larger error takes fewer.")
        : new Misfit($"The construction {construction.Name} takes more than {most} for {request.Target.Name} within {request.Error.ToShortString()}; "
            + "a larger error takes fewer.", IsLimit: true);
}
