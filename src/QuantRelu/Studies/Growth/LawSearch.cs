using System.Numerics;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Growth;

/// <summary>The search for the <see cref="GrowthLaw"/> of a class of functions over weight values.</summary>
internal sealed class LawSearch(int dimension, int smoothness, CodebookFamily family)
{
    /// <summary>The largest t of a network that is counted for a law: blocks have about λ t^{λ/(λ-1)} weights.</summary>
    public const int MostPrecision = 1024;

    // On so many networks a law is verified, or on as many as MostPrecision allows.
    private const int Checks = 6;
    private const int FewestChecks = 2;
    private const int LeastLogError = 8;

    // With more multi-indices, to count so many networks takes too long.
    private const int MostTerms = 64;

    // t = q^{λ-1} with q from here on: over powers of q = 2, held values cost less than elsewhere.
    private const int LeastRadix = 3;

    /// <summary>The law that holds of the class in which an error is; null when there is none, or it would take larger networks to find it.</summary>
    /// <param name="near">An L.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public GrowthLaw? Find(int near, CancellationToken cancellationToken) => family.Quantization switch
    {
        _ when Binomial.Of(dimension + smoothness - 1, dimension) > MostTerms => null,
        Quantization.Nonlinear when family.Limit > 2 => AlongRadices(family.Limit.Value, cancellationToken),
        Quantization.Given => null,
        _ => AlongErrors(near, cancellationToken),
    };

    // λ = 2^b·odd: chains are b powers of two long, r grows by one with N^n = 4: after 2bn in L all remainders are the same.
    private GrowthLaw? AlongErrors(int near, CancellationToken cancellationToken)
    {
        int digits = family.Quantization == Quantization.Linear ? Math.Max(1, BitOperations.TrailingZeroCount((uint)family.Limit!.Value)) : 1;
        int period = 2 * digits * smoothness;
        int least = LeastLogError * digits;
        int first = least + ((((near - least) % period) + period) % period);
        const int degree = 2;
        (int, int)[] places = [.. Enumerable.Range(0, degree + 1 + Checks).Select(j => first + (j * period)).Select(l => (l, l))];
        return Of("L", degree, places, period, cancellationToken);
    }

    private GrowthLaw? AlongRadices(int lambda, CancellationToken cancellationToken) => new[] { 1, 2, 2 * smoothness }.Distinct()
        .SelectMany(step => Enumerable.Range(LeastRadix, step).Select(first => (step, first)))
        .Select(way => AlongRadices(lambda, way.first, way.step, cancellationToken))
        .FirstOrDefault(law => law is not null);

    private GrowthLaw? AlongRadices(int lambda, int first, int step, CancellationToken cancellationToken)
    {
        var places = new List<(int X, int LogError)>();
        for (int q = first; places.Count < lambda + 1 + Checks && BigInteger.Pow(q, lambda - 1) <= MostPrecision; q += step)
        {
            if (LogErrorWith((int)BigInteger.Pow(q, lambda - 1)) is not { } logError)
            {
                return null;
            }

            places.Add((q, logError));
        }

        return Of("q", lambda, places, step, cancellationToken);
    }

    // The largest L for which t has a value; null when there is none.
    private int? LogErrorWith(int precision)
    {
        int logError = Math.Max(1, precision - dimension - smoothness - (int)(smoothness * Math.Log2(dimension)) - 4);
        int last = 0;
        while (Parameters(logError).Precision <= precision)
        {
            last = Parameters(logError).Precision == precision ? logError : last;
            logError++;
        }

        return last == 0 ? null : last;
    }

    private FunctionIndependentParameters Parameters(int logError) => FunctionIndependentParameters.ChooseToCount(dimension, smoothness, Error(logError));

    private static Rational Error(int logError) => Rational.Create(1, BigInteger.One << logError);

    private GrowthLaw? Of(string variable, int degree, IReadOnlyList<(int X, int LogError)> places, int step, CancellationToken cancellationToken)
    {
        (int X, int LogError)[] within = [.. places.TakeWhile(p => IsSmall(Parameters(p.LogError)))];
        if (within.Length < degree + 1 + FewestChecks || Counts(within, degree, cancellationToken) is not { } counts)
        {
            return null;
        }

        CountPolynomial? Exactly(Func<FunctionIndependentCounts, BigInteger> count) => Polynomial(degree, Points(within, counts, count));
        int[] spare = [.. counts.Select((c, i) => (smoothness * c.Parameters.LogGrid) - within[i].LogError).Distinct()];
        return Polynomial(degree, [.. within.Select(p => ((Rational)p.X, (Rational)p.LogError))]) is { } logError
            && Exactly(c => c.TermWeights) is { } terms && Exactly(c => c.LineWeights) is { } lines && spare.Length == 1
            ? new GrowthLaw
            {
                Variable = variable,
                LogError = logError,
                Step = step,
                From = within[0].X,
                Depth = Exactly(c => c.Whole.Depth),
                TermWeights = terms,
                LineWeights = lines,
                OtherWeights = Exactly(c => c.OtherWeights),
                PerPoint = dimension == 1 ? terms + lines : terms,
                LogPoints = (double)dimension * spare[0] / smoothness,
                FoundFrom = degree + 1,
                VerifiedOn = [.. within.Skip(degree + 1).Select(p => p.X)],
            }
            : null;
    }

    // Null as soon as the weights of a term are seen to follow no polynomial.
    private List<FunctionIndependentCounts>? Counts((int X, int LogError)[] places, int degree, CancellationToken cancellationToken)
    {
        var counts = new List<FunctionIndependentCounts>();
        foreach ((_, int logError) in places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Add(FunctionIndependentCounts.Of(dimension, smoothness, Error(logError), family));
            if (counts.Count > degree + 1 && Polynomial(degree, Points(places, counts, c => c.TermWeights)) is null)
            {
                return null;
            }
        }

        return counts;
    }

    private static (Rational X, Rational Y)[] Points(
        (int X, int LogError)[] places, List<FunctionIndependentCounts> counts, Func<FunctionIndependentCounts, BigInteger> count) =>
        [.. counts.Select((c, i) => ((Rational)places[i].X, Rational.Create(count(c), 1)))];

    private static bool IsSmall(FunctionIndependentParameters parameters) =>
        parameters.Precision <= MostPrecision && parameters.Teeth <= Squaring.MostTeeth;

    // Through the first points, and then through all others, or there is none.
    private static CountPolynomial? Polynomial(int degree, (Rational X, Rational Y)[] points)
    {
        var candidate = CountPolynomial.Through(points[..(degree + 1)]);
        return points[(degree + 1)..].All(p => candidate.At(p.X) == p.Y) ? candidate : null;
    }
}
