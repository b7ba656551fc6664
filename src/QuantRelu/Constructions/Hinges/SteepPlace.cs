namespace QuantRelu.Constructions.Hinges;

/// <summary>Two points between which a target changes much.</summary>
/// <param name="From">One, in the unit box.</param>
/// <param name="To">The other.</param>
/// <param name="Change">By how much it changes.</param>
/// <param name="IsJump">Whether it does so however near they are.</param>
internal readonly record struct SteepPlace(ImmutableArray<double> From, ImmutableArray<double> To, double Change, bool IsJump)
{
    private const int Halvings = 30;

    /// <summary>The segment halved again and again towards the greater change: what is left of it is a jump.</summary>
    /// <param name="target">The target.</param>
    public SteepPlace Closer(Target target)
    {
        (ImmutableArray<double> from, ImmutableArray<double> to, double change) = (From, To, Change);
        for (int halving = 0; halving < Halvings; halving++)
        {
            ImmutableArray<double> middle = [.. from.Zip(to, (a, b) => (a + b) / 2)];
            double value = target.Value(middle.AsSpan());
            double first = Math.Abs(value - target.Value(from.AsSpan())), second = Math.Abs(target.Value(to.AsSpan()) - value);
            (from, to, change) = second > first ? (middle, to, second) : (from, middle, first);
        }

        return new SteepPlace(from, to, change, IsJump: true);
    }

    /// <summary>The place of the greatest change of some, by as much as it has nearest by if that is too much still; null for none.</summary>
    /// <param name="places">Places where the target changes too much.</param>
    /// <param name="target">The target.</param>
    /// <param name="most">More than that is too much.</param>
    public static SteepPlace? Steepest(IEnumerable<SteepPlace> places, Target target, double most)
    {
        SteepPlace? greatest = places.Select(place => (SteepPlace?)place).MaxBy(place => place!.Value.Change);
        return greatest is not { } steep ? null : steep.Closer(target) is var jump && jump.Change > most ? jump : steep;
    }
}
