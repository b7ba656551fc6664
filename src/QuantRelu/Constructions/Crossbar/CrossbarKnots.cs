using System.Runtime.CompilerServices;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The values of a target at the knots of a path, in steps s above -M, within 2^-15 of a step: at points of 40 bits within 2^-41 of the knots, where f is
/// within M·2^-41 of its value at the knot, itself within 2^-17 of a step.
/// </summary>
internal sealed class CrossbarKnots
{
    private const int PointBits = 40;
    private const int MostLogSeries = 18;
    private readonly Target _target;
    private readonly TargetValues _values;
    private readonly long _odd;
    private readonly int _shift;
    private readonly double _scale;

    // Fewer pieces are divided in 64 bits: division of 128 takes as long as the value itself.
    private readonly long _mostShort;
    private readonly double _step;
    private readonly double _norm;

    /// <summary>The knots of a target.</summary>
    public CrossbarKnots(Target target, CrossbarParameters parameters)
    {
        _target = target;
        (_step, _norm) = ((double)parameters.Step, (double)parameters.Norm);
        int bits = -Dyadic.FromDouble(_step).RoundDown(1).Exponent;
        _values = new TargetValues(target, Dyadic.PowerOfTwo(-bits - 17), Math.Min(MostLogSeries, parameters.LogPieces));
        _odd = (long)parameters.Stretch.Mantissa;
        _shift = PointBits - parameters.LogPieces - parameters.Stretch.Exponent;
        (_scale, _mostShort) = (Math.ScaleB(1, _shift), 1L << Math.Clamp(62 - _shift, 0, 62));
    }

    /// <summary>
    /// The value at a number of pieces right of the middle of the domain, or left of it where that is negative; beyond an end of the domain that end's.
    /// </summary>
    /// <param name="piece">The number of pieces.</param>
    /// <param name="offset">A part of a piece, or a few pieces, further to the right.</param>
    /// <exception cref="TargetException">The target is not finite there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double At(long piece, double offset = 0) => (_values.Near(Math.ScaleB(Point(piece, offset), -PointBits)) + _norm) / _step;

    /// <summary>The target is steeper than it should be at a piece.</summary>
    public TargetException Steeper(long piece, double offset = 0)
    {
        string where = PlaceText.Of(_target, [Math.ScaleB(Point(piece, offset), -PointBits)]);
        return new($"{_target.Name} is steeper near {where} than it was found to be before.");
    }

    private long Point(long piece, double offset)
    {
        long part = (long)Math.Round(offset * _scale);
        bool isShort = Math.Abs(piece) < _mostShort && Math.Abs(part) < 1L << 62;
        long distance = isShort ? ((piece << _shift) + part) / _odd : (long)((((Int128)piece << _shift) + part) / _odd);
        return Math.Clamp((1L << (PointBits - 1)) + distance, 0, 1L << PointBits);
    }
}
