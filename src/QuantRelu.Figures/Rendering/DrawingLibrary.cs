using System.Runtime.InteropServices;
using SkiaSharp;

namespace QuantRelu.Figures.Rendering;

/// <summary>libSkiaSharp, which is made for each platform: it measures letters, and draws pixels.</summary>
internal static class DrawingLibrary
{
    private static readonly Lazy<bool> IsThere = new(Load);

    /// <summary>Finds out early, before long work, that nothing can be drawn.</summary>
    /// <exception cref="PlatformNotSupportedException">The library is not there.</exception>
    public static void Check()
    {
        if (!IsThere.Value)
        {
            throw new PlatformNotSupportedException(
                $"Pictures and pages need the library libSkiaSharp, which is not there for {RuntimeInformation.RuntimeIdentifier}: the package of this "
                    + "platform has it, and the one for any platform does not. Numbers can be written in place of pictures.");
        }
    }

    private static bool Load()
    {
        try
        {
            return SKImageInfo.PlatformColorType != SKColorType.Unknown;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            return false;
        }
    }
}
