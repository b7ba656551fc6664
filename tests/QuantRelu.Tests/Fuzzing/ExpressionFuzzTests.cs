using System.Text;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>Mutated expressions: each is an expression that can be printed and evaluated, or refused by <see cref="ExpressionException"/>.</summary>
public class ExpressionFuzzTests
{
    private static readonly string[] Samples =
    [
        "sin(2*pi*x)/(2*pi)", "x*y + 1/3", "-x^2^3", "max(abs(x - 0.5), min(y, 1e-3), x1)", "pow(x + 1, 2.5) * sqrt(1 + x^2)", "exp(-x*x)*cos(y) - log(1+z)",
        "((((x))))", "x1 + x2*x16", "tanh(atan(asin(x/2)) + acos(y/2)) + sinh(x) - cosh(x)", "2^-3 * .5 - 1e3 / 7.", "waves", "zigzag",
    ];

    private static readonly TokenMutation Mutation = new("[A-Za-z_][A-Za-z0-9_]*|[0-9.]+([eE][+-]?[0-9]+)?", Samples,
    [
        "1e999999999", "1e-999999999", "1e9999", "1e616", "1e-616", new string('9', 600), new string('9', 12000), "0.", "0", "1000000", "1000001", "^", "-",
        "(", ")", ",", "x17", "x0", "e", "pi",
        new string('(', 101), new string('(', 100_000), new string('-', 2000), "sin(", "max(", "pow(", "\u0000", "\ud83d\ude00", "\ud83d", "\t", "²", "**",
        "/0", "^1000000", "^-1000000", "^(1/2)",
    ]);

    private static readonly FuzzRun Bounded = new(BytesEach: 1_000, BytesOnce: 1_000_000);

    [Fact]
    public void Mutated_expressions_are_expressions_or_refused() =>
        Bounded.Over(Mutation.Of, Encoding.UTF8.GetByteCount, ExpressionParser.Parse, Use, e => e is ExpressionException);

    [Fact]
    public void Mutated_targets_are_targets_or_refused() =>
        Bounded.Over(Mutation.Of, Encoding.UTF8.GetByteCount, Read, target => Use(target.Expression!), e => e is FormatException);

    // Printed, and evaluated in doubles.
    private static void Use(Expression expression)
    {
        expression.ToString();
        var point = new double[Expression.MaximumDimension];
        point.AsSpan().Fill(0.375);
        expression.Evaluate(DoubleAlgebra.Instance, point);
    }

    private static Target Read(string text) =>
        Target.TryParse(text, null, out Target? target, out ParseError? error) ? target : throw new FormatException(error.Message);
}
