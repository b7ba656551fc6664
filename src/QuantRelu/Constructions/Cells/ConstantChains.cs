using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// Constants 2^e of a circuit, e ≤ -1, each the end of a chain of halvings of its own: it stands in the layers before the one use that it is made for,
/// so that nothing is held. A constant in a row takes one weight for each of its signed binary digits.
/// </summary>
internal sealed class ConstantChains(Circuit circuit)
{
    private readonly Dictionary<(string Use, int Log), LinearForm> _known = [];

    /// <summary>A value in a row, for a use in one layer.</summary>
    /// <param name="value">Any dyadic number below 1.</param>
    /// <param name="use">What it is for; the same use may be asked for again in the same layer.</param>
    public LinearForm Of(Dyadic value, string use) => LinearForm.Sum(SignedDigits.Of(value).Select(digit => digit.Sign * PowerOfTwo(digit.Exponent, use)));

    // 1/2 is a bias.
    private LinearForm PowerOfTwo(int log, string use) => log >= -1 ? Dyadic.PowerOfTwo(log) : Dyadic.Half * Unit(log + 1, use);

    private LinearForm Unit(int log, string use)
    {
        if (!_known.TryGetValue((use, log), out LinearForm? unit))
        {
            LinearForm form = log == -1 ? Dyadic.Half : Dyadic.Half * Unit(log + 1, use);
            _known[(use, log)] = unit = circuit.Relu(form, $"constant 2^{log}", UnitPlacement.Late);
        }

        return unit;
    }
}
