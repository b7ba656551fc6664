namespace QuantRelu.Figures.Rendering;

/// <summary>The same colours on a dark ground: each ink has a twin, which stands out from the dark as the ink does from white.</summary>
internal static class DarkInks
{
    /// <summary>The twin of every ink.</summary>
    public static readonly IReadOnlyDictionary<Colour, Colour> Twins = new Dictionary<Colour, Colour>
    {
        [Inks.White] = new(0x15, 0x18, 0x1c),
        [Inks.Black] = new(0xe6, 0xe8, 0xeb),
        [Inks.Grey] = new(0xb3, 0xb9, 0xc0),
        [Inks.Silver] = new(0x6a, 0x72, 0x7b),
        [Inks.Mist] = new(0x2b, 0x30, 0x36),
        [Inks.Band] = new(0x1f, 0x24, 0x2a),
        [Inks.Blue] = new(0x4a, 0xa8, 0xe0),
        [Inks.Vermilion] = new(0xff, 0x8a, 0x3d),
        [Inks.Green] = new(0x2f, 0xc7, 0x9a),
        [Inks.Purple] = new(0xe2, 0x9c, 0xc4),
        [Inks.Orange] = new(0xf2, 0xb6, 0x32),
        [Inks.Sky] = new(0x7c, 0xc8, 0xf5),
        [Inks.PaleBlue] = new(0x2f, 0x66, 0x88),
        [Inks.PaleVermilion] = new(0x85, 0x50, 0x26),
        [Inks.PaleGreen] = new(0x1f, 0x5f, 0x4e),
    };

    /// <summary>What gives pictures within a page their dark colours where a reader's screen is dark.</summary>
    public static string Css => "@media screen and (prefers-color-scheme: dark) {\n" + string.Concat(Twins.Select(t =>
        $"figure svg [fill=\"{t.Key}\"] {{ fill: {t.Value}; }} figure svg [stroke=\"{t.Key}\"] {{ stroke: {t.Value}; }}\n")) + "}\n";
}
