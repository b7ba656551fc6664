namespace QuantRelu.Formats.C;

/// <summary>The raw integers that a C file takes: their scales and offsets, given or standard.</summary>
internal sealed class RawInputs
{
    private readonly Domain _domain;
    private readonly IReadOnlyList<Rational>? _scales;
    private readonly IReadOnlyList<Rational>? _offsets;

    /// <summary>Checks what is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bits are out of range, or a scale is 0.</exception>
    /// <exception cref="ArgumentException">There are neither one scale (or offset) nor one for each input, or the target has another dimension.</exception>
    public RawInputs(ConstructedNetwork constructed, CExportOptions options)
    {
        _domain = constructed.Provenance.Domain;
        if (options.InputBits is { } bits)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bits, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, CExport.MostInputBits, nameof(options));
        }

        if (options.Scale?.Any(s => s.IsZero) == true)
        {
            throw new ArgumentOutOfRangeException(nameof(options), 0, "The scale of a raw integer is 0; it must be another number.");
        }

        if (options.Target is { } target && !target.Domain.Equals(_domain))
        {
            throw new ArgumentException($"The target is on {target.Domain}, the network on {_domain}.", nameof(options));
        }

        _scales = ForEach(options.Scale, "scale");
        _offsets = ForEach(options.Offset, "offset");
    }

    /// <summary>True when a scale is given: x comes as raw integers.</summary>
    public bool IsGiven => _scales is not null;

    /// <summary>The maps for p fraction bits.</summary>
    public IReadOnlyList<InputMap> Maps(int bits) => [.. Enumerable.Range(0, _domain.Dimension)
        .Select(i => new InputMap(_domain.Low(i), _domain.Width(i), _scales?[i] ?? Standard(_domain.Width(i), bits), _offsets?[i] ?? 0, bits))];

    // The greatest 2^-q ≤ width·2^-p.
    private static Rational Standard(Rational width, int bits)
    {
        int order = (int)(width.Numerator.GetBitLength() - width.Denominator.GetBitLength());
        order = (Rational)Dyadic.PowerOfTwo(order) <= width ? order : order - 1;
        return Dyadic.PowerOfTwo(order - bits);
    }

    private IReadOnlyList<Rational>? ForEach(IReadOnlyList<Rational>? given, string what) => given is null ? null
        : given.Count == 1 ? [.. Enumerable.Repeat(given[0], _domain.Dimension)]
        : given.Count == _domain.Dimension ? given
        : throw new ArgumentException($"There are {given.Count} numbers for the {what} of raw integers; 1 was expected"
            + (_domain.Dimension > 1 ? $", or {_domain.Dimension}." : "."));
}
