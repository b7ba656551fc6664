using System.Globalization;
using QuantRelu.Studies.Growth;

namespace QuantRelu.Cli.Rendering;

/// <summary>Studies of growth for people: a table of counts for each kind of weight values, and what follows from it.</summary>
internal static class GrowthText
{
    /// <summary>The whole text.</summary>
    public static string Of(IReadOnlyList<GrowthCurve> curves)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        GrowthCurve first = curves[0];
        text.WriteLine(first.Target is { } target
            ? $"Networks for {target}, built and counted; L = log(1/ε), logarithms to base 2"
            : $"Networks for all functions with d = {first.Dimension}, n = {first.Smoothness}, counted; L = log(1/ε), logarithms to base 2");
        foreach (GrowthCurve curve in curves)
        {
            text.WriteLine();
            text.WriteLine(curve.Theorem is { } theorem ? $"{curve.Family}: Theorem {theorem}" : $"{curve.Family}, 32 bits each");
            Rows(curve).Write(text);
            foreach (string line in Findings(curve))
            {
                text.WriteLine(line);
            }
        }

        text.WriteLine();
        text.Write(Legend(first));
        return text.ToString();
    }

    private static TextTable Rows(GrowthCurve curve)
    {
        bool isFree = curve.Family.IsFree, isOfClass = curve.Target is null, hasTheta = curve.Rows[0].Theta is not null;
        var table = new TextTable([.. Columns(isFree, isOfClass, hasTheta)]);
        foreach (GrowthRow row in curve.Rows)
        {
            table.Add(Cells(row, isFree, isOfClass, hasTheta));
        }

        return table;
    }

    private static IEnumerable<string> Columns(bool isFree, bool isOfClass, bool hasTheta) =>
    [
        "#L", isOfClass ? "#N" : "#T", isOfClass ? "#r" : "#m", "#t", "#depth", "#× expr.", "#∝ L^", "#weights", "#× expr.", "#∝ 1/ε^",
        isOfClass ? "#per point" : "#per cell", "#∝ L^", .. hasTheta ? ["#θ₁"] : Array.Empty<string>(), "#bits",
        .. isFree ? [] : new[] { "#× free", "#expected" },
    ];

    private static IEnumerable<string> Cells(GrowthRow row, bool isFree, bool isOfClass, bool hasTheta) =>
    [
        Short(row.LogError), $"2^{row.LogCells}", $"{(isOfClass ? row.Teeth : row.Nodes)}", $"{row.Precision}", $"{row.Counts.Depth}",
        Short(row.DepthConstant), Power(row.DepthExponent), Whole.Short(row.Counts.Weights), Short(row.WeightConstant), Power(row.ErrorExponent),
        Short(row.PerPoint), Power(row.PointExponent), .. hasTheta ? [Short(row.Theta!.Value)] : Array.Empty<string>(), Whole.Short(row.Counts.Bits),
        .. isFree ? [] : new[] { Short(row.TimesFree), Short(row.TimesFreeExpected) },
    ];

    private static IEnumerable<string> Findings(GrowthCurve curve)
    {
        if (curve.Law is not { } law)
        {
            yield return curve.Target is null
                ? "law         no polynomial is known that the counts follow exactly: none was found with t up to 1024, or it would take too long"
                : "law         none: the counts depend on the target";
            yield break;
        }

        foreach (string line in Polynomials(curve, law).Concat(Constants(curve)).Concat(Exponents(curve, law)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Polynomials(GrowthCurve curve, GrowthLaw law)
    {
        string x = law.Variable, line = curve.Dimension == 1 ? "(N+1)" : $"{curve.Dimension}(N+1)";
        string points = curve.Dimension == 1 ? "(N+1)" : $"(N+1)^{curve.Dimension}";
        string Told(CountPolynomial? polynomial) => polynomial?.ToString(x) ?? "what follows no polynomial";
        yield return $"law         weights = {points}·A + {line}·B + C, exactly, for {law.Condition}:";
        yield return $"            A = {Told(law.TermWeights)}, for each grid point";
        yield return $"            B = {Told(law.LineWeights)}, for each line of the grid";
        yield return $"            C = {Told(law.OtherWeights)}; depth = {Told(law.Depth)}";
        yield return $"            found from {law.FoundFrom} networks, true of {law.VerifiedOn.Length} others, {x} = {string.Join(", ", law.VerifiedOn)}";
    }

    private static IEnumerable<string> Constants(GrowthCurve curve)
    {
        (GrowthRow first, GrowthRow last) = (curve.Rows[0], curve.Rows[^1]);
        if (curve.LimitConstant is { } limit)
        {
            string here = $"{Short(last.WeightConstant)} times at L = {Short(last.LogError)}";
            yield return $"constant    weights are {Short(limit)} times the expression in the limit, and {here}";
        }

        if (curve.LimitOverhead is { } overhead && curve.FreeLaw is { } free)
        {
            string counted = $"{Short(first.TimesFree)} to {Short(last.TimesFree)} times free weights in this range";
            yield return $"overhead    {counted}, and {Short(first.TimesFreeExpected)} to {Short(last.TimesFreeExpected)} by the expressions:";
            yield return $"            free weights are {free.PerPoint.ToString(free.Variable)} for each grid point, and the quotient of both laws is at last";
            yield return $"            {Short(overhead)} times that of the expressions, but grows as these do only where the highest term prevails";
        }
    }

    private static IEnumerable<string> Exponents(GrowthCurve curve, GrowthLaw law)
    {
        if (law.Overtakes is { } overtakes)
        {
            string sum = $"{(curve.Dimension == 1 ? "A + B" : "A")} = {law.PerPoint.ToString(law.Variable)}";
            yield return $"exponent    {sum}: the highest term passes the one that grows as L at L = {Short(overtakes)};";
            yield return $"            the theorem's exponent of L is {Short(curve.ClaimedExponent)}, that of the range is in the table";
        }
    }

    private static string Legend(GrowthCurve curve)
    {
        string point = curve.Target is null ? "per point: weights/(N+1)^d" : "per cell: weights/T";
        string theta = curve.Target is null && curve.Rows[0].Theta is not null
            ? "\nθ₁: of equation (6), for each grid point: weights/((N+1)^d λ log^{1/(λ-1)+1}(3n2^d/ε)); equation (7) takes it for a constant."
            : string.Empty;
        return $"× expr.: times the theorem's expression with constant 1. ∝: the exponent between this row and the one above. {point}.{theta}\n"
            + "× free: times as many weights as with free weights; expected: the quotient of the expressions.";
    }

    private static string Power(double? exponent) => exponent is { } known ? known.ToString("F2", CultureInfo.InvariantCulture) : string.Empty;

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
