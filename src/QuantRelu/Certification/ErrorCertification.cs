using System.Globalization;
using QuantRelu.Certification.OneDimension;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification;

/// <summary>
/// Proves an interval [lower, upper] around sup |network - target| over the whole domain: nothing is sampled, every rounding is accounted for.
/// </summary>
public static class ErrorCertification
{
    /// <summary>Certifies the error.</summary>
    /// <param name="network">A network with one output, all codes set, of any activation.</param>
    /// <param name="target">The target on the network's domain, given by a formula or a table of samples.</param>
    /// <param name="options">How far to go; by default until the interval is narrower than 0.1 % of its upper end.</param>
    /// <param name="progress">Is told the interval that is proved so far.</param>
    /// <param name="cancel">Stops the work; what is proved by then is returned.</param>
    /// <returns>
    /// The interval and why the work ended. A target that is unbounded or undefined, or given by code alone, is an outcome, not an exception.
    /// </returns>
    /// <exception cref="ArgumentException">The target has another dimension than the network, or the network has not one output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static CertificationResult Certify(Network network, Target target, CertificationOptions? options = null, IProgress<CertifiedError>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new CertificationOptions();
        options.Check();
        Check(network, target);
        if (target.Expression is null && target.Table is null)
        {
            return new CertificationResult(CertificationOutcome.NoFormula, null, [], 0, $"Nothing can be proved of {target}: it is given by code, not by a formula or a table.");
        }

        Network relu = ReluForm.Of(network);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.TimeLimit == TimeSpan.Zero)
        {
            stop.Cancel();
        }
        else if (options.TimeLimit is { } limit)
        {
            stop.CancelAfter(limit);
        }

        Proof proof = target.Table is { } table
            ? new TableCertification(relu, table, target.Domain).Run(stop.Token)
            : network.Inputs == 1
                ? new PieceCertification(relu, target, options).Run(progress, stop.Token)
                : new BoxCertification(relu, target, options).Run(progress, stop.Token);
        CertificationOutcome outcome = proof.Outcome ?? (cancel.IsCancellationRequested ? CertificationOutcome.Cancelled : CertificationOutcome.TimeLimit);
        return new CertificationResult(outcome, proof.Error, [.. Point(target.Domain, proof.At)], proof.Pieces, Message(outcome, proof, target));
    }

    private static void Check(Network network, Target target)
    {
        if (network.Inputs != target.Dimension)
        {
            throw new ArgumentException($"The target has {target.Dimension} variables, the network {network.Inputs} inputs.", nameof(target));
        }

        if (!network.Outputs.IsOne)
        {
            throw new ArgumentException($"A network with 1 output was expected, not {network.Outputs}.", nameof(network));
        }
    }

    private static double[] Point(Domain domain, double[] u)
    {
        var x = new double[u.Length];
        if (u.Length == domain.Dimension)
        {
            domain.FromUnit(u, x);
        }

        return x;
    }

    private static string Message(CertificationOutcome outcome, Proof proof, Target target)
    {
        string reason = outcome switch
        {
            CertificationOutcome.Reached => "The interval is as narrow as was asked",
            CertificationOutcome.TimeLimit => "The time was over",
            CertificationOutcome.Cancelled => "It was cancelled",
            CertificationOutcome.TargetUnbounded => $"No bound of {target.Name} can be proved near x = {Text(Point(target.Domain, [proof.UnboundedAt])[0])}: it may be undefined or infinite there",
            _ => "The most work that was allowed is done",
        };
        return proof.Error is { } error
            ? $"{reason}: the error is proved to be at least {Text(DirectedRounding.Down(error.Lower))} and at most {Text(DirectedRounding.Up(error.Upper))}."
            : $"{reason}; no upper bound of the error is proved.";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
