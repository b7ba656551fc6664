using System.Globalization;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;

namespace QuantRelu.Studies;

/// <summary>What is compared: networks of one construction for one target and one error over several codebooks.</summary>
/// <param name="Error">ε, absolute, a part of the target's range, or relative.</param>
/// <param name="Lambdas">The numbers of weight values, each at least 2; linear quantization is left out where λ is odd.</param>
public sealed record StudyOptions(AskedError Error, ImmutableArray<int> Lambdas)
{
    private readonly Sequence<int> _lambdas = StudyRanges.Lambdas(Lambdas);

    /// <summary>The numbers of weight values, each at least 2; linear quantization is left out where λ is odd.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 2.</exception>
    public ImmutableArray<int> Lambdas
    {
        get => _lambdas.Items;
        init => _lambdas = StudyRanges.Lambdas(value);
    }

    /// <summary>What constructs them; Theorems 1 and 2 unless told otherwise.</summary>
    public Construction Construction { get; init; } = PaperConstructions.Independent;

    /// <summary>n of every network, or null for the n with the fewest weights over {-1/2, 1/2}.</summary>
    public int? Smoothness { get; init; }

    /// <summary>The most layers of every network, or null for any number.</summary>
    public int? MostDepth { get; init; }

    /// <summary>At how many points each error is measured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Samples { get; init => field = StudyRanges.Samples(value); } = 10_000;

    /// <summary>The seed of the sample points.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>One network of a study. Its weights are not kept, only what is told about them.</summary>
/// <param name="Family">The weight values.</param>
/// <param name="Codebook">The weight values that the network has.</param>
/// <param name="Provenance">What is claimed of the network, with its measured error.</param>
/// <param name="Counts">What it costs.</param>
/// <param name="Unquantized">What the same circuits cost with free weights of 32 bits.</param>
/// <param name="ExpectedOverhead">The quotient of the leading expressions; for nonlinear quantization and Theorem 1 it is λ log^{1/(λ-1)}(1/ε); null
/// where a construction has none.</param>
public sealed record StudyRow(
    CodebookFamily Family, Codebook Codebook, Provenance Provenance, NetworkCounts Counts, NetworkCounts Unquantized, double? ExpectedOverhead)
{
    /// <summary>How many times as many weights as with free weights.</summary>
    public double WeightOverhead => (double)Counts.Weights / (double)Unquantized.Weights;

    /// <summary>How many times as many bits as with free weights of 32 bits.</summary>
    public double BitOverhead => (double)Counts.Bits / (double)Unquantized.Bits;

    /// <summary>The weight values, the counts and the overhead: "λ = 2, nonlinear: depth 68, ..., 1,044,752 weights of 1 bit; 28.2 times the free".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Family}: {Counts}; {WeightOverhead:G4} times the free weights");
}

/// <summary>
/// The price of quantization, Section 7, measured: one construction with free weights and over codebooks of λ values, from the same
/// circuits and to the same error.
/// </summary>
public static class QuantizationStudy
{
    /// <summary>
    /// The networks, one after another, the unquantized one first; each is built when it is asked for. Values that the construction cannot use are left out.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The construction does not fit the target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε, n or a λ is outside its range.</exception>
    /// <exception cref="InvalidOperationException">A network does not fit into memory.</exception>
    public static IEnumerable<StudyRow> Run(Target target, StudyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        StudyOptions settled = options with { Smoothness = Order(target, options) };
        return Rows(target, settled, cancellationToken);
    }

    /// <summary>Why weight values are left out, a sentence for each.</summary>
    /// <param name="target">The target.</param>
    /// <param name="options">What is compared.</param>
    /// <exception cref="TargetException">The construction does not fit the target.</exception>
    public static IEnumerable<string> LeftOut(Target target, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        StudyOptions settled = options with { Smoothness = Order(target, options) };
        return Families(options.Lambdas).Select(family => Obstacle(Request(target, settled, family), settled)?.Reason).OfType<string>().Distinct();
    }

    /// <summary>The codebooks that are compared: free weights, then nonlinear, then linear ones.</summary>
    public static IEnumerable<CodebookFamily> Families(IEnumerable<int> lambdas)
    {
        int[] all = [.. lambdas];
        return
        [
            CodebookFamily.Free,
            .. all.Select(lambda => CodebookFamily.Nonlinear(lambda)),
            .. all.Where(lambda => lambda % 2 == 0).Select(lambda => CodebookFamily.Linear(lambda)),
        ];
    }

    private static int? Order(Target target, StudyOptions options) =>
        options.Construction.Plan(new NetworkRequest(target, options.Error) { Smoothness = options.Smoothness, MostDepth = options.MostDepth })
            .Provenance.Smoothness;

    private static NetworkRequest Request(Target target, StudyOptions options, CodebookFamily family) =>
        new(target, options.Error) { Family = family, Smoothness = options.Smoothness, MostDepth = options.MostDepth };

    // The target fits over ±1/2: what does not fit are the values. What is only too large is told when it is built.
    private static Misfit? Obstacle(NetworkRequest request, StudyOptions options) =>
        !options.Construction.TryPlan(request, out _, out Misfit? misfit) && !misfit.IsLimit ? misfit : null;

    private static IEnumerable<StudyRow> Rows(Target target, StudyOptions options, CancellationToken cancellationToken)
    {
        var effort = new StudyEffort(options.Samples, options.Seed);
        NetworkCounts? free = null;
        double? expressed = null;
        foreach (CodebookFamily family in Families(options.Lambdas))
        {
            NetworkRequest wanted = Request(target, options, family);
            StudiedNetwork network = NetworkStudy.Run(new StudyRequest(options.Construction, wanted), effort, cancellationToken: cancellationToken);
            if (network.Status == StudyStatus.Impossible && free is not null)
            {
                // Values that the construction cannot use; that it fits at all is known from the first.
                continue;
            }

            Provenance claims = network.Status switch
            {
                StudyStatus.OverLimit => throw new InvalidOperationException(network.Message),
                StudyStatus.Impossible => throw new TargetException(network.Message),
                _ => network.Provenance!,
            };
            if (free is null)
            {
                (free, expressed) = (network.Counts!, claims.PaperBound?.Weights);
            }

            yield return new StudyRow(family, network.Codebook!, claims, network.Counts!, free, claims.PaperBound?.Weights / expressed);
        }
    }
}
