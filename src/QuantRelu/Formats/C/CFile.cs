using System.Numerics;
using System.Text;

namespace QuantRelu.Formats.C;

/// <summary>A C file that is planned: its number formats and its error are known before it is written.</summary>
public sealed class CFile
{
    private readonly ConstructedNetwork _constructed;
    private readonly ICProgram _program;
    private readonly CError? _error;
    private readonly ImmutableArray<InputMap> _inputs;

    private CFile(ConstructedNetwork constructed, ICProgram program, IReadOnlyList<InputMap> inputs, CError? error)
    {
        _constructed = constructed;
        _program = program;
        _inputs = [.. inputs];
        _error = error;
    }

    /// <summary>p, the fraction bits of u.</summary>
    public int InputBits => _program.Format.InputBits;

    /// <summary>s, the fraction bits of the output.</summary>
    public int FractionBits => _program.OutputBits;

    /// <summary>m, odd: the output is m 2^s times the network's value; 1 where the weights are dyadic.</summary>
    public BigInteger OutputMultiple => _program.OutputMultiple;

    /// <summary>The bits of the integers that hold all values: 16, 32, 64 or 128.</summary>
    public int ValueBits => _program.Format.Width;

    /// <summary>What an evaluation costs beside taking in the raw integers.</summary>
    public CCost Cost => _program.Cost;

    /// <summary>A plain table with linear interpolation that is proved to keep the network's error; null when none is known.</summary>
    public InterpolationTable? Table { get; private init; }

    /// <summary>What the network costs beside that table, in sentences.</summary>
    public string Comparison => CCostText.Of(Cost, Table, NetworkClaim.Of(_constructed) is not null);

    /// <summary>
    /// What |output·2^-s - f(x)| is at most for every x of the domain, when x is rounded to the nearest raw integer; null when the network claims no error or
    /// no Lipschitz constant is known.
    /// </summary>
    public Rational? Error => _error?.Total;

    /// <summary>What it is at most where x is offset + scale·r for a raw integer r.</summary>
    public Rational? ErrorAtRaw => _error?.AtRaw;

    /// <summary>True when the bound is above the ε for which the network was built: that for every x, or at raw integers when their scale was given.</summary>
    public bool ExceedsError { get; private init; }

    /// <summary>The fewest bits p that keep the ε for which the network was built; null when no number of bits is known to.</summary>
    public int? SufficientInputBits { get; private init; }

    /// <summary>What the file says of its error, in sentences.</summary>
    public string Statement => CErrorText.Of(this, _error, _constructed);

    /// <summary>Plans a file.</summary>
    /// <param name="constructed">The network, of any activation, and its provenance.</param>
    /// <param name="options">What it takes in; the standard when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside of 0 to <see cref="CExport.MostInputBits"/>, or a scale is 0.</exception>
    /// <exception cref="ArgumentException">
    /// A weight of a large network is not dyadic, the values need more than 127 bits, the raw integers do not fit, or scales, offsets or the target have
    /// another dimension.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static CFile Of(ConstructedNetwork constructed, CExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        options ??= new CExportOptions();
        var raw = new RawInputs(constructed, options);
        NetworkClaim? claim = NetworkClaim.Of(constructed);
        Target? target = options.Target ?? Own(constructed.Provenance);
        LipschitzBound? lipschitz = claim is null ? null : LipschitzBound.Find(constructed.Network, target);
        var choice = new InputBitsChoice(claim, lipschitz, raw.Maps, raw.IsGiven);
        int bits = options.InputBits ?? choice.Choose(constructed.Provenance.Error);
        ICProgram? rows = options.KeepsBlocks ? null : RowProgram.TryOf(constructed.Network, bits);
        ICProgram program = rows ?? BlockProgram.Of(constructed.Network, bits);
        IReadOnlyList<InputMap> inputs = raw.Maps(bits);
        CError? error = claim is null || lipschitz is null ? null : new(claim, lipschitz, inputs);
        return new CFile(constructed, program, inputs, error)
        {
            ExceedsError = error is not null && (raw.IsGiven ? error.AtRaw : error.Total) > constructed.Provenance.Error,
            Table = claim is null || target is null ? null : InterpolationTable.Find(target, claim.Error, bits),
            SufficientInputBits = constructed.Provenance.Error is { } asked ? choice.Keeping(asked) : null,
        };
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public void Write(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        CHeader.Write(text, _constructed, _program, _inputs, Statement, Comparison);
        _program.Write(text, _inputs);
    }

    private static Target? Own(Provenance provenance) => provenance.TryReadTarget(out Target? target, out _) ? target : null;
}
