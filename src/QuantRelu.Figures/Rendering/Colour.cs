namespace QuantRelu.Figures.Rendering;

/// <summary>A colour by its red, green and blue parts.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>As SVG writes it, #rrggbb.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}

/// <summary>A scale from dark violet to yellow, that of viridis: even steps look even, in print and with every kind of colour vision.</summary>
internal static class Heat
{
    private static readonly Colour[] Steps =
    [
        new(0x44, 0x01, 0x54), new(0x48, 0x28, 0x78), new(0x3e, 0x49, 0x89), new(0x31, 0x68, 0x8e), new(0x26, 0x82, 0x8e),
        new(0x1f, 0x9e, 0x89), new(0x35, 0xb7, 0x79), new(0x6e, 0xce, 0x58), new(0xb5, 0xde, 0x2b), new(0xfd, 0xe7, 0x25),
    ];

    /// <summary>The colour of a part from 0 to 1.</summary>
    public static Colour Of(double part)
    {
        double place = Math.Clamp(part, 0, 1) * (Steps.Length - 1);
        int step = Math.Min((int)place, Steps.Length - 2);
        (Colour a, Colour b, double t) = (Steps[step], Steps[step + 1], place - step);
        byte Mix(byte from, byte to) => (byte)Math.Round(from + ((to - from) * t));
        return new(Mix(a.Red, b.Red), Mix(a.Green, b.Green), Mix(a.Blue, b.Blue));
    }
}

/// <summary>The colours of all pictures: those of Okabe and Ito, which can be told apart with every kind of colour vision, on white.</summary>
internal static class Inks
{
    /// <summary>The ground.</summary>
    public static readonly Colour White = new(0xff, 0xff, 0xff);

    /// <summary>Letters and outlines.</summary>
    public static readonly Colour Black = new(0x22, 0x22, 0x22);

    /// <summary>Letters that stand back.</summary>
    public static readonly Colour Grey = new(0x55, 0x55, 0x55);

    /// <summary>Lines that stand back.</summary>
    public static readonly Colour Silver = new(0xb4, 0xb4, 0xb4);

    /// <summary>Lines of a grid.</summary>
    public static readonly Colour Mist = new(0xe4, 0xe6, 0xe9);

    /// <summary>Behind a group of boxes.</summary>
    public static readonly Colour Band = new(0xf3, 0xf5, 0xf8);

    /// <summary>Blue.</summary>
    public static readonly Colour Blue = new(0x00, 0x72, 0xb2);

    /// <summary>Vermilion.</summary>
    public static readonly Colour Vermilion = new(0xd5, 0x5e, 0x00);

    /// <summary>Bluish green.</summary>
    public static readonly Colour Green = new(0x00, 0x9e, 0x73);

    /// <summary>Reddish purple.</summary>
    public static readonly Colour Purple = new(0xcc, 0x79, 0xa7);

    /// <summary>Orange.</summary>
    public static readonly Colour Orange = new(0xe6, 0x9f, 0x00);

    /// <summary>Sky blue.</summary>
    public static readonly Colour Sky = new(0x56, 0xb4, 0xe9);

    /// <summary>Pale blue.</summary>
    public static readonly Colour PaleBlue = new(0xa6, 0xd0, 0xe8);

    /// <summary>Pale vermilion.</summary>
    public static readonly Colour PaleVermilion = new(0xf6, 0xc4, 0x9c);

    /// <summary>Pale green.</summary>
    public static readonly Colour PaleGreen = new(0xa3, 0xdd, 0xcb);
}
