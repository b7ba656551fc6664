using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Theorems;

namespace QuantRelu.Studies;

/// <summary>What is compared: networks for one target and one error over several codebooks.</summary>
/// <param name="Error">ε, strictly between 0 and 1.</param>
/// <param name="Lambdas">The numbers of weight values, each at least 2; linear quantization is left out where λ is odd.</param>
/// <param name="Dependent">True for the function-dependent networks of Theorems 3 and 4, false for those of Theorems 1 and 2.</param>
/// <param name="Smoothness">n of every network, or null for the n with the fewest weights over {-1/2, 1/2}; 1 for function-dependent networks.</param>
/// <param name="Samples">At how many points each error is measured.</param>
/// <param name="Seed">The seed of the sample points.</param>
public sealed record StudyOptions(Rational Error, ImmutableArray<int> Lambdas, bool Dependent = false, int? Smoothness = null, int Samples = 10_000, int Seed = 1);

/// <summary>One network of a study. Its weights are not kept, only what is told about them.</summary>
/// <param name="Family">The weight values.</param>
/// <param name="Codebook">The weight values that the network has.</param>
/// <param name="Provenance">What is claimed of the network, with its measured error.</param>
/// <param name="Counts">What it costs.</param>
/// <param name="Unquantized">What the same circuits cost with free weights of 32 bits.</param>
/// <param name="ExpectedOverhead">The quotient of the leading expressions; for nonlinear quantization and Theorem 1 it is λ log^{1/(λ-1)}(1/ε).</param>
public sealed record StudyRow(CodebookFamily Family, Codebook Codebook, Provenance Provenance, NetworkCounts Counts, NetworkCounts Unquantized, double ExpectedOverhead)
{
    /// <summary>How many times as many weights as with free weights.</summary>
    public double WeightOverhead => (double)Counts.Weights / (double)Unquantized.Weights;

    /// <summary>How many times as many bits as with free weights of 32 bits.</summary>
    public double BitOverhead => (double)Counts.Bits / (double)Unquantized.Bits;
}

/// <summary>
/// The price of quantization, Section 7, measured: one construction with free weights and over codebooks of λ values, from the same
/// circuits and to the same error.
/// </summary>
public static class QuantizationStudy
{
    /// <summary>The networks, one after another, the unquantized one first; each is built when it is asked for.</summary>
    /// <param name="target">The target.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="TargetException">The target is undefined, unbounded, or too rough for the n asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε, n or a λ is outside its range.</exception>
    /// <exception cref="InvalidOperationException">A network does not fit into memory.</exception>
    public static IEnumerable<StudyRow> Run(Target target, StudyOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        foreach (int lambda in options.Lambdas)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2, nameof(options));
        }

        StudyOptions settled = options with { Smoothness = Order(target, options) };
        return Rows(target, settled, cancel);
    }

    /// <summary>The codebooks that are compared: free weights, then nonlinear, then linear ones.</summary>
    public static IEnumerable<CodebookFamily> Families(IEnumerable<int> lambdas)
    {
        int[] all = [.. lambdas];
        return
        [
            CodebookFamily.Free,
            .. all.Select(lambda => new CodebookFamily(lambda)),
            .. all.Where(lambda => lambda % 2 == 0).Select(lambda => new CodebookFamily(lambda, Quantization.Linear)),
        ];
    }

    private static int Order(Target target, StudyOptions options) => options.Dependent
        ? options.Smoothness is null or 1 ? 1 : throw new ArgumentOutOfRangeException(nameof(options), options.Smoothness, "A function-dependent network is built with n = 1.")
        : options.Smoothness ?? FunctionIndependent.Plan(target, new(options.Error)).Parameters.Smoothness;

    private static IEnumerable<StudyRow> Rows(Target target, StudyOptions options, CancellationToken cancel)
    {
        var effort = new StudyEffort(options.Samples, options.Seed);
        NetworkCounts? free = null;
        double expressed = 0;
        foreach (CodebookFamily family in Families(options.Lambdas))
        {
            StudiedNetwork network = NetworkStudy.Run(new(target, options.Error, family, options.Dependent, options.Smoothness), effort, cancel);
            Provenance claims = network.Status == StudyStatus.OverLimit ? throw new InvalidOperationException(network.Message) : network.Provenance!;
            if (free is null)
            {
                (free, expressed) = (network.Counts!, claims.PaperBound!.Weights);
            }

            yield return new StudyRow(family, network.Codebook!, claims, network.Counts!, free, claims.PaperBound!.Weights / expressed);
        }
    }
}
