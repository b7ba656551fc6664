using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// How the sum of all cells, T(F* - F~(0)), becomes the output: f = C + 2^s ρ F, and the network is built for F. Over most weight values C = 0,
/// ρ = 1, and the output is 2^s F~(0) + 2^{s-p} times the sum, T = 2^p. Over the linear codebook of an even λ that is no power of two, 2^{s-p} would take
/// p - s layers; a <see cref="DigitChain"/> stands in for it with ρ ≥ 1 in depth O(p/log λ), so that F is 1-Lipschitz where f/2^s is, and C, of
/// O(p/log λ) digits of base λ, is so near above f(0) that F~(0) = 0.
/// </summary>
/// <remarks>
/// C is the least multiple of λ^-J above f(0), 2λ^-J ≤ 2^s·2^-t/T: then -2^-t/T &lt; F(0) ≤ 0, also after F(0) is rounded, and F~(0) = 0 by
/// Proposition 4 (ii). What F errs by, f errs by 2^s ρ times as much: with ρ &lt; 4/3, at most 3ε/4 becomes less than ε.
/// </remarks>
internal sealed class OutputScaling
{
    private readonly FunctionDependentParameters _parameters;
    private readonly int _logScale;
    private readonly DigitChain? _chain;
    private readonly Rational _offset;

    private OutputScaling(FunctionDependentParameters parameters, int logScale, DigitChain? chain, Rational offset) =>
        (_parameters, _logScale, _chain, _offset) = (parameters, logScale, chain, offset);

    /// <summary>ρ.</summary>
    public Rational Ratio => _chain?.Ratio ?? 1;

    /// <summary>How well f must be known for F to be known within τ, what F is rounded by taken off.</summary>
    public Dyadic Tolerance => _parameters.Tolerance * Dyadic.PowerOfTwo(_chain is null ? _logScale : _logScale - 1);

    // F is rounded to within τ/4.
    private int FractionBits => 1 + _parameters.Tolerance.FractionBits;

    /// <summary>That of a family of codebooks, before f(0) is known.</summary>
    public static OutputScaling Of(FunctionDependentParameters parameters, int logScale, CodebookFamily family)
    {
        int exponent = parameters.LogCells - logScale;
        int? lambda = family.IsFree || exponent < 1 ? null : family.At(parameters.Precision).DigitBase;
        return new OutputScaling(parameters, logScale, lambda is { } digits ? DigitChain.AtLeast(digits, exponent) : null, offset: 0);
    }

    /// <summary>The same with C for f(0).</summary>
    public OutputScaling For(Dyadic atZero) => _chain is null ? this : new OutputScaling(_parameters, _logScale, _chain, Above(atZero, _chain.Lambda));

    /// <summary>F of a value of f.</summary>
    public Dyadic Inner(Dyadic value)
    {
        Dyadic scaled = value * Dyadic.PowerOfTwo(-_logScale);
        return _chain is null
            ? scaled
            : Dyadic.Create(((scaled - (_offset * Dyadic.PowerOfTwo(-_logScale))) / Ratio * Dyadic.PowerOfTwo(FractionBits)).Round(), -FractionBits);
    }

    /// <summary>Adds f* to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="sum">T(F* - F~(0)).</param>
    /// <param name="start">F~(0).</param>
    public LinearForm Output(Circuit circuit, LinearForm sum, Dyadic start)
    {
        if (_chain is null)
        {
            Dyadic scale = Dyadic.PowerOfTwo(_logScale);
            return circuit.Constant(scale * start) + circuit.ScaleSigned(sum, scale * Dyadic.PowerOfTwo(-_parameters.LogCells));
        }

        (LinearForm positive, LinearForm negative) = circuit.Parts(sum);
        return circuit.Constant(_offset, _chain.Lambda) + _chain.Of(circuit, positive) - _chain.Of(circuit, negative);
    }

    private Rational Above(Dyadic value, int lambda)
    {
        Rational step = Dyadic.PowerOfTwo(_logScale - _parameters.Precision - _parameters.LogCells);
        BigInteger denominator = lambda;
        while (Rational.Create(2, denominator) > step)
        {
            denominator *= lambda;
        }

        return Rational.Create(-(-(value * Rational.Create(denominator, 1))).Floor(), denominator);
    }
}
