using QuantRelu.Claims;

namespace QuantRelu.Formats.C;

/// <summary>What a C file says of its error: sentences, numbers rounded outward.</summary>
internal static class CErrorText
{
    /// <summary>The sentences.</summary>
    public static string Of(CFile file, CError? error, ConstructedNetwork constructed)
    {
        if (error is null)
        {
            return NetworkClaim.Of(constructed) is null
                ? "No bound of the error is stated: none is claimed of the network."
                : "No bound of the error is stated: what the rounding of the input adds is not known without a Lipschitz constant of the target.";
        }

        string total = $"For every x of the domain, rounded to the nearest raw integer, the error is at most {Up(error.Total)}: "
            + $"{Up(error.Network.Error)} of the network ({error.Network.Source}) and {Up(error.Total - error.Network.Error)} for rounding u "
            + $"by at most {Up(error.Rounding)}{(error.Inputs.Count > 1 ? " in all" : string.Empty)}, "
            + $"where {Up(error.Lipschitz.Value)} is a Lipschitz constant in u of {error.Lipschitz.Of}.";
        string atRaw = $" Where x is offset + scale raw exactly, it is at most {Up(error.AtRaw)}.";
        string warning = $" WARNING: that is above {constructed.Provenance.Error?.ToShortString()}, the error that the network was built for.";
        return total + atRaw + (file.ExceedsError ? warning : string.Empty);
    }

    private static string Up(Rational value) => OutwardDigits.Up(value);
}
