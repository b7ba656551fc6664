using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu;

/// <summary>
/// Where a network comes from and what is claimed of it: what a report needs beside the counts, which are always counted
/// on the network itself.
/// </summary>
public sealed record Provenance
{
    private readonly Sequence<TriedNetwork> _tried;
    private readonly ParameterValues _parameters = new(ReadOnlyDictionary<string, string>.Empty);

    /// <summary>What the target is called: often an expression or the name of a built-in one, which <see cref="Source"/> tells.</summary>
    public required string Target { get; init; }

    /// <summary>What the target is made of, so that it can be had again; by default its name says it all.</summary>
    public TargetSource Source { get; init; } = TargetSource.Name;

    /// <summary>The box on which the network approximates the target.</summary>
    public required Domain Domain { get; init; }

    /// <summary>n, the order of derivatives that the construction uses; null where it uses none.</summary>
    public int? Smoothness { get; init; }

    /// <summary>ε, the error that was asked for; null where the construction has no such parameter.</summary>
    public Rational? Error { get; init; }

    /// <summary>What ε was asked for as a part of, the target's range or the least |f|; null where it was asked for itself.</summary>
    public ErrorScale? ErrorScale { get; init; }

    /// <summary>λ as asked for: an upper limit of the codebook's size; null for free weights.</summary>
    public required int? Lambda { get; init; }

    /// <summary>How the weight values are chosen.</summary>
    public Quantization Quantization { get; init; }

    /// <summary>Whether the topology depends on the target.</summary>
    public required Structure Structure { get; init; }

    /// <summary>The construction, "paper" for the paper's own.</summary>
    public required string Construction { get; init; }

    /// <summary>The parameters as used, by name, in the order in which they were given: N, r, t, ...</summary>
    public ReadOnlyDictionary<string, string> Parameters
    {
        get => _parameters.Values;
        init => _parameters = new(new(new OrderedDictionary<string, string>(value)));
    }

    /// <summary>What the construction proves for this target, given its norms: without a further assumption where those are proved.</summary>
    public double? ErrorBound { get; init; }

    /// <summary>
    /// How the norm of the target that <see cref="ErrorBound"/> rests on is known, "sampled" or "declared", when it is not proved; null when the bound
    /// holds without an assumption.
    /// </summary>
    public string? BoundAssumption =>
        (Parameters.GetValueOrDefault("normSource") ?? Parameters.GetValueOrDefault("lipschitzSource")) is { } source && source != "proved" ? source : null;

    /// <summary>The <see cref="ErrorBound"/> where the construction's theorem proves it without an assumption; otherwise null.</summary>
    public double? TheoremBound => BoundAssumption is null ? ErrorBound : null;

    /// <summary>
    /// The <see cref="TheoremBound"/> of a network that was constructed here, outside of any assumption; null of a file, which may say anything.
    /// </summary>
    public Dyadic? ProvedBound => !IsOfFile && TheoremBound is { } bound && double.IsFinite(bound) ? Dyadic.FromDouble(bound) : null;

    /// <summary>What <see cref="ErrorBound"/> supposes, such as "if the norm is as sampled"; null where it is proved, or where there is none.</summary>
    public string? ErrorBoundCondition => ErrorBound is not null && BoundAssumption is { } source ? $"if the norm is as {source}" : null;

    /// <summary>The theorem's leading expressions with constant 1.</summary>
    public PaperBound? PaperBound { get; init; }

    /// <summary>The greatest difference seen at samples.</summary>
    public MeasuredError? Measured { get; init; }

    /// <summary>A proved enclosure of the error.</summary>
    public CertifiedError? Certified { get; init; }

    /// <summary>
    /// What a planner compared, the smallest first; empty where nothing was compared. It is told of the network when it is built, and no file keeps it.
    /// </summary>
    public ImmutableArray<TriedNetwork> Tried
    {
        get => _tried.Items;
        init => _tried = value;
    }

    /// <summary>True when it was read from a file: what it claims was claimed by whoever wrote the file, and nothing of it has been proved here.</summary>
    public bool IsOfFile { get; init; }

    /// <summary>What is claimed of the network for a target: nothing of what was claimed for another one.</summary>
    public Provenance For(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return TryReadTarget(out Target? own, out _) && own.IsSameFunction(target)
            ? this
            : this with
            {
                Target = target.Name,
                Source = target.Source,
                Domain = target.Domain,
                Error = null,
                ErrorScale = null,
                ErrorBound = null,
                Measured = null,
                Certified = null,
            };
    }

    /// <summary>Of a network that no construction of this library made: what can be seen of it, and no claim.</summary>
    internal static Provenance OfNetwork(Network network, Domain domain, string construction) => new()
    {
        Target = string.Empty,
        Domain = domain,
        Lambda = network.Codebook.IsFree ? null : network.Codebook.Count,
        Quantization = network.Codebook.IsFree ? Quantization.None : Quantization.Given,
        Structure = Structure.Dependent,
        Construction = construction,
    };

    /// <summary>The target on the domain.</summary>
    /// <exception cref="TargetException">It cannot be had again; the message says why.</exception>
    public Target ReadTarget() => TryReadTarget(out Target? target, out string? problem) ? target : throw new TargetException($"{problem}.");

    /// <summary>The target on the domain, or one sentence, without its full stop, that says why it cannot be had again.</summary>
    public bool TryReadTarget([NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out string? problem) =>
        Source.TryOpen(Target, Domain, out target, out problem);

    /// <summary>
    /// The target and what is claimed of the error: "x^2 on 0:1: 0.1 asked, at most 0.05 by the construction paper, measured 0.04 at (0.5), 100 samples".
    /// </summary>
    public override string ToString()
    {
        string?[] claims =
        [
            Error is { } error ? string.Create(CultureInfo.InvariantCulture, $"{(double)error:G6} asked") : null,
            ErrorBound is { } bound ? $"at most {OutwardDigits.Up(Dyadic.FromDouble(bound))} by the construction {Construction}" : Construction,
            Measured is { } measured ? $"measured {measured}" : null,
            Certified is { } certified ? $"{(IsOfFile ? "said to be" : "proved to be")} {certified}" : null,
        ];
        string function = Target.Length == 0 ? "no target" : Target;
        return $"{function} on {Domain}: {string.Join(", ", claims.Where(c => c is not null))}";
    }
}

/// <summary>A theorem's leading expressions at given parameters, with constant 1, to stand beside the counts.</summary>
public sealed record PaperBound(double Depth, double Weights, double Bits);

/// <summary>A network and what is claimed of it.</summary>
public sealed record ConstructedNetwork(Network Network, Provenance Provenance)
{
    /// <summary>
    /// A network of one's own, of which nothing is claimed: no target, no error, no construction but the word "own". It can be saved, exported and certified
    /// against any target like another; <c>with</c> adds what is known of it.
    /// </summary>
    /// <param name="network">The network; its inputs are u in [0,1]^d.</param>
    /// <param name="domain">The box that u stands for; the unit box by default.</param>
    /// <exception cref="ArgumentException">The box has another dimension than the network has inputs.</exception>
    public static ConstructedNetwork Of(Network network, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return domain is null || domain.Dimension == network.Inputs
            ? new(network, Provenance.OfNetwork(network, domain ?? Domain.Unit(network.Inputs), "own"))
            : throw new ArgumentException($"The network has {network.Inputs} inputs, the domain {domain} {domain.Dimension} sides.", nameof(domain));
    }

    /// <summary>The target, what is claimed of the error, and the network's counts.</summary>
    public override string ToString() => $"{Provenance}; {Network}";
}
