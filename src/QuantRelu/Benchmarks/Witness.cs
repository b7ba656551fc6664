using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks;

/// <summary>An input that answers a question with "sat", and the network's output there, both exact.</summary>
/// <param name="Input">A number for each input.</param>
/// <param name="Output">The value of the network, as a function of real numbers.</param>
public sealed record Witness(ImmutableArray<Rational> Input, Rational Output)
{
    private readonly Sequence<Rational> _input = Input;

    /// <summary>A number for each input.</summary>
    public ImmutableArray<Rational> Input
    {
        get => _input.Items;
        init => _input = value;
    }

    /// <summary>"(1/2, 3/4) with 5/4".</summary>
    public override string ToString() => $"({string.Join(", ", Input)}) with {Output}";
}

/// <summary>What is known of inputs of float32 numbers that answer a question with "sat".</summary>
public enum Float32Knowledge
{
    /// <summary>There is nothing to be looked for, as no input at all is an answer.</summary>
    None,

    /// <summary>The witness of such numbers is the nearest to the exact one.</summary>
    Nearest,

    /// <summary>The witness of such numbers is one; whether it is the nearest is not known.</summary>
    Found,

    /// <summary>It is proved that no input of such numbers is an answer.</summary>
    NoneExists,

    /// <summary>None was found where they were looked for, near the exact witness; there may be one.</summary>
    NotFound,
}
