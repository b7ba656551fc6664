using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>Where the codes of a circuit's switches stand among the slots of its block: switch by switch, each with the copies that its kind takes.</summary>
internal sealed class SwitchLayout
{
    private readonly int[] _first;

    /// <summary>The layout of switches over a codebook.</summary>
    /// <exception cref="InvalidOperationException">The codebook cannot make a switch of a kind.</exception>
    public SwitchLayout(IReadOnlyList<SwitchKind> kinds, Codebook codebook)
    {
        _first = new int[kinds.Count + 1];
        for (int i = 0; i < kinds.Count; i++)
        {
            _first[i + 1] = _first[i] + codebook.SwitchOf(kinds[i]).Copies;
        }
    }

    /// <summary>Slots of all switches.</summary>
    public int Slots => _first[^1];

    /// <summary>Slots of one switch, which are copies of its source.</summary>
    public int Copies(int number) => _first[number + 1] - _first[number];

    /// <summary>The first slot of a switch.</summary>
    public int FirstSlot(int number) => _first[number];
}
