namespace QuantRelu.Analysis.Regions;

/// <summary>
/// Of which cells it was worth asking whether they are settled, by level and number of open kinks: an answer takes about as long as a cut, so that one of
/// six must be yes.
/// </summary>
internal sealed class SettlingRecord
{
    private const int Open = 8;
    private const int Seldom = 6;

    // So many are asked before any is left out.
    private const int Enough = 32;
    private readonly bool _isLearning;
    private readonly int[] _asked;
    private readonly int[] _settled;

    /// <summary>A record without an entry, of a network with so many levels.</summary>
    public SettlingRecord(int levels) => (_isLearning, _asked, _settled) = (true, new int[levels * Open], new int[levels * Open]);

    private SettlingRecord(SettlingRecord before, bool isLearning) =>
        (_isLearning, _asked, _settled) = (isLearning, [.. before._asked], [.. before._settled]);

    /// <summary>One that begins with the entries of this one.</summary>
    /// <param name="isLearning">Whether there will be more; without, any thread may use it.</param>
    public SettlingRecord Copy(bool isLearning) => new(this, isLearning);

    /// <summary>Whether it is worth asking.</summary>
    /// <param name="level">The level of the next kink to be cut at.</param>
    /// <param name="open">How many kinks of it are not decided.</param>
    public bool Asks(int level, int open) => _asked[Place(level, open)] < Enough || _settled[Place(level, open)] * Seldom >= _asked[Place(level, open)];

    /// <summary>Enters an answer.</summary>
    public void Note(int level, int open, bool isSettled)
    {
        if (_isLearning)
        {
            _asked[Place(level, open)]++;
            _settled[Place(level, open)] += isSettled ? 1 : 0;
        }
    }

    private static int Place(int level, int open) => (level * Open) + Math.Min(open, Open) - 1;
}
