using System.Globalization;
using QuantRelu.Constructions.Planning;
using QuantRelu.Formats.Reports;
using QuantRelu.Targets;

namespace QuantRelu;

/// <summary>
/// A network for a target, whole: constructed, measured, certified, and ready to be evaluated in the target's own coordinates. Immutable; several threads
/// may use it at once.
/// </summary>
/// <remarks>
/// The whole job is one call, <see cref="Approximate(string, double)"/>; whoever wants the steps one by one has <see cref="Construction.Plan"/>,
/// <see cref="NetworkPlan.Build"/>, <see cref="ErrorMeasurement"/> and <see cref="ErrorCertification"/>, of which it is made.
/// </remarks>
public sealed class QuantizedNetwork
{
    private readonly Lazy<FastEvaluator> _evaluator;
    private readonly Lazy<Report> _report;

    private QuantizedNetwork(ConstructedNetwork constructed, Target target, string? refutation, FastEvaluator? evaluator)
    {
        (Constructed, Target, Refutation) = (constructed, target, refutation);
        _evaluator = evaluator is null ? new(() => new FastEvaluator(constructed.Network)) : new(evaluator);
        _report = new(() => Report.Of(constructed));
        Verdict = Judge();
    }

    /// <summary>The function that it approximates, on its domain.</summary>
    public Target Target { get; }

    /// <summary>The network with all that is claimed of it: the construction's bound, the measured error, the certified one.</summary>
    public ConstructedNetwork Constructed { get; }

    /// <summary>The layers. Its inputs are u in [0,1]^d; <see cref="Evaluate"/> takes x.</summary>
    public Network Network => Constructed.Network;

    /// <summary>Depth, width, units, weights and bits, counted on the network.</summary>
    public NetworkCounts Counts => _report.Value.Counts;

    /// <summary>All that a report tells.</summary>
    public Report Report => _report.Value;

    /// <summary>The proved interval around sup |network - target|; null where none was asked for or none can be proved.</summary>
    public CertifiedError? CertifiedError => Constructed.Provenance.Certified;

    /// <summary>
    /// The smallest number that |network - target| is proved to be at most, everywhere on the domain: by certification or by the construction's theorem. Null
    /// where nothing is proved, as of a target that is code without statements.
    /// </summary>
    public Rational? ProvedError
    {
        get
        {
            Rational? certified = CertifiedError?.Upper;
            Rational? theorem = Constructed.Provenance.TheoremBound is { } bound ? Dyadic.FromDouble(bound) : null;
            return certified is null || theorem < certified ? theorem : certified;
        }
    }

    /// <summary>
    /// Whether |network - target| ≤ ε everywhere: proved; refuted, by a point that was measured or certified; or neither, where only samples speak for it.
    /// </summary>
    public Verdict Verdict { get; }

    /// <summary>
    /// One sentence when the construction's bound was found to be false, which happens where it rests on a norm that was sampled or declared; the bound is
    /// then no longer claimed. Null otherwise.
    /// </summary>
    public string? Refutation { get; }

    /// <summary>The smallest network over {-1/2, 1/2} that is known to keep an error, with a proved interval around its error.</summary>
    /// <param name="target">A formula or the name of a built-in target, such as "exp(-x)*cos(3*x)", on the unit box.</param>
    /// <param name="error">ε, as it is written: 0.01 is 1/100.</param>
    /// <exception cref="ExpressionException">The text is no target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is outside its range.</exception>
    /// <exception cref="TargetException">No construction fits the target; the message says why.</exception>
    /// <exception cref="LimitException">The network is beyond what can be computed.</exception>
    public static QuantizedNetwork Approximate(string target, double error) => Approximate(Target.Parse(target), error);

    /// <summary>
    /// The smallest network over {-1/2, 1/2} that is known to keep an error, with a proved interval around its error where the target allows one.
    /// </summary>
    /// <param name="target">f on its domain.</param>
    /// <param name="error">ε, as it is written: 0.01 is 1/100.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is outside its range.</exception>
    /// <exception cref="TargetException">No construction fits the target; the message says why.</exception>
    /// <exception cref="LimitException">The network is beyond what can be computed.</exception>
    public static QuantizedNetwork Approximate(Target target, double error) => Approximate(new NetworkRequest(target, AsWritten(error)));

    /// <summary>The same for an error that may be a percentage of the target's range, or relative to its values.</summary>
    /// <param name="target">f on its domain.</param>
    /// <param name="error">The error, such as <c>AskedError.OfRange(0.01)</c>, 1 % of max f - min f.</param>
    /// <exception cref="TargetException">No construction fits the target, or it has no such error; the message says why.</exception>
    /// <exception cref="LimitException">The network is beyond what can be computed.</exception>
    public static QuantizedNetwork Approximate(Target target, AskedError error) => Approximate(new NetworkRequest(target, error));

    /// <summary>A network as it is asked for.</summary>
    /// <param name="request">Target, ε, weight values and other wishes.</param>
    /// <param name="options">What constructs it, and how it is measured and certified.</param>
    /// <param name="progress">Is told the part of the construction that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work; a certification that has begun ends with what is proved by then.</param>
    /// <exception cref="TargetException">The construction does not fit the target; the message says why.</exception>
    /// <exception cref="LimitException">The network is beyond what can be computed.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped before the network was measured.</exception>
    public static QuantizedNetwork Approximate(
        NetworkRequest request, ApproximationOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        options ??= new ApproximationOptions();
        Construction construction = options.Construction ?? Smallest;
        ConstructedNetwork built = construction.Build(request, progress, cancellationToken);
        var evaluator = new FastEvaluator(built.Network);
        MeasuredError measured = ErrorMeasurement.Measure(
            evaluator, request.Target, options.Samples, options.Seed, cancellationToken: cancellationToken);
        CertifiedError? certified = options.Certification is { } how
            ? ErrorCertification.Certify(
                built.Network, request.Target, how with { KnownBound = built.Provenance.ProvedBound }, cancellationToken: cancellationToken).Error
            : null;
        return Of(built, request.Target, measured, certified, evaluator);
    }

    /// <summary>What is known of a network once it has been measured and perhaps certified: a bound that is found to be false is claimed no longer.</summary>
    /// <param name="built">The network as constructed.</param>
    /// <param name="target">Its target.</param>
    /// <param name="measured">The greatest error seen.</param>
    /// <param name="certified">The proved interval; null keeps what was proved when it was constructed.</param>
    /// <exception cref="ArgumentException">Network and target do not fit.</exception>
    public static QuantizedNetwork Of(ConstructedNetwork built, Target target, MeasuredError measured, CertifiedError? certified = null)
    {
        ArgumentNullException.ThrowIfNull(built);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(measured);
        return Of(built, target, measured, certified, null);
    }

    /// <summary>The value at a point of the domain, in the target's coordinates, in doubles.</summary>
    /// <param name="x">d coordinates.</param>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of the domain, where nothing is known of the network.</exception>
    public double Evaluate(params ReadOnlySpan<double> x)
    {
        Rational[] u = ToUnit([.. x.ToArray().Select(c => double.IsFinite(c)
            ? Dyadic.FromDouble(c)
            : throw new ArgumentOutOfRangeException(nameof(x), c, "A coordinate is a finite number."))]);
        return _evaluator.Value.Evaluate(Array.ConvertAll(u, c => (double)c));
    }

    /// <summary>The value at a point of the domain, in the target's coordinates, exactly.</summary>
    /// <param name="x">d coordinates.</param>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of the domain, where nothing is known of the network.</exception>
    public Rational EvaluateExactly(params ReadOnlySpan<Rational> x) => ExactEvaluator.Evaluate(Network, ToUnit(x.ToArray()))[0];

    /// <summary>Saves the network with its claims; the file appears whole or not at all. <see cref="NetworkFile.Load(string, Domain?)"/> reads it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => NetworkFile.Save(Constructed, path);

    /// <summary>The report, a line for each fact, as the command <c>build</c> prints it.</summary>
    public override string ToString() => ReportText.Write(Report);

    private static Construction Smallest =>
        ConstructionRegistry.Standard.TryFind(SmallestNetwork.StandardName, Structure.Dependent, out Construction? found)
            ? found
            : throw new InvalidOperationException("The registry has no planner.");

    private static QuantizedNetwork Of(
        ConstructedNetwork built, Target target, MeasuredError measured, CertifiedError? certified, FastEvaluator? evaluator)
    {
        string? refutation = BoundRefutation(built, target, measured, certified);
        var known = built with
        {
            Provenance = built.Provenance with
            {
                Measured = measured,
                Certified = certified ?? built.Provenance.Certified,
                ErrorBound = refutation is null ? built.Provenance.ErrorBound : null,
            },
        };
        return new(known, target, refutation, evaluator);
    }

    private Verdict Judge() => Constructed.Provenance is not { Error: { } asked, Measured: { } measured } ? Verdict.Undecided
        : ProvedError <= asked ? Verdict.Proved
        : CertifiedError?.Lower > asked || !double.IsFinite(measured.Value) || ErrorMeasurement.Exceeds(Network, Target, measured, asked) ? Verdict.Refuted
        : Verdict.Undecided;

    // One sentence; null when neither the measured nor the certified error is above the bound.
    private static string? BoundRefutation(ConstructedNetwork built, Target target, MeasuredError measured, CertifiedError? certified)
    {
        if (built.Provenance.ErrorBound is not { } bound)
        {
            return null;
        }

        Rational most = Dyadic.FromDouble(bound);
        string? seen = ErrorMeasurement.Exceeds(built.Network, target, measured, most) ? $"measured error {measured}"
            : certified?.Lower > most ? $"certified error, {certified},"
            : null;
        string why = built.Provenance.ErrorBoundCondition is { } condition
            ? $"which holds {condition}: the norm of the target was underestimated"
            : "though it was proved: this is a fault of the program";
        return seen is null ? null : string.Create(CultureInfo.InvariantCulture, $"The {seen} exceeds the construction's bound {bound:G6}, {why}.");
    }

    // The shortest decimal number that is read as this double is what was written.
    private static Rational AsWritten(double error) => double.IsFinite(error)
        ? Rational.Parse(error.ToString("R", CultureInfo.InvariantCulture))
        : throw new ArgumentOutOfRangeException(nameof(error), error, "The error is a finite number.");

    private Rational[] ToUnit(Rational[] x)
    {
        Domain domain = Target.Domain;
        if (x.Length != domain.Dimension)
        {
            throw new ArgumentException($"The point has {x.Length} coordinates, the domain {domain} {domain.Dimension}.", nameof(x));
        }

        for (int axis = 0; axis < x.Length; axis++)
        {
            if (x[axis] < domain.Low(axis) || x[axis] > domain.High(axis))
            {
                throw new ArgumentOutOfRangeException(nameof(x), x[axis].ToString(), $"The point is outside of the domain {domain}.");
            }
        }

        return [.. x.Select((c, axis) => domain.ToUnit(axis, c))];
    }
}
