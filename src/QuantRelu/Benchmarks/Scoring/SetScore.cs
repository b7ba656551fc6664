using QuantRelu.Evaluation;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Benchmarks.Scoring;

/// <summary>A tool's answers beside the truth. Witnesses are replayed in exact arithmetic on the model's bytes.</summary>
public sealed class SetScore
{
    /// <summary>The competition's points for a right answer.</summary>
    public const int PointsForRight = 10;

    /// <summary>The competition's points for a wrong answer, or a witness that is none.</summary>
    public const int PointsForWrong = -150;

    private SetScore(ImmutableArray<ScoredAnswer> answers) => Answers = answers;

    /// <summary>One for each instance, in their order.</summary>
    public ImmutableArray<ScoredAnswer> Answers { get; }

    /// <summary>Points as the competition gives them, where "sat" without a witness gets none.</summary>
    public int Points => (PointsForRight * Count(AnswerVerdict.Right)) + (PointsForWrong * Answers.Count(a => a.IsFault));

    /// <summary>Scores answers.</summary>
    /// <param name="set">The set that they are about.</param>
    /// <param name="answers">The answers; none twice for an instance.</param>
    /// <param name="witnesses">
    /// The text of a witness by its <see cref="KnownInstance.WitnessName"/>, for answers that name none; null where there is none.
    /// </param>
    /// <exception cref="ArgumentException">An answer is about no instance of the set, or about one that another is about.</exception>
    /// <exception cref="IOException">A model cannot be read.</exception>
    /// <exception cref="FormatException">A model is none.</exception>
    public static SetScore Of(WrittenSet set, IEnumerable<ToolAnswer> answers, Func<string, string?>? witnesses = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(answers);
        var byName = new Dictionary<string, ToolAnswer>(StringComparer.Ordinal);
        var names = set.Instances.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        foreach (ToolAnswer answer in answers)
        {
            string name = Path.GetFileNameWithoutExtension(answer.Instance.Replace('\\', '/'));
            if (!names.Contains(name))
            {
                throw new ArgumentException($"The set has no instance '{answer.Instance}'.", nameof(answers));
            }

            if (!byName.TryAdd(name, answer))
            {
                throw new ArgumentException($"The instance {name} is answered twice.", nameof(answers));
            }
        }

        return new SetScore([.. set.Instances.Select(i => Score(set, i, byName.GetValueOrDefault(i.Name), witnesses))]);
    }

    /// <summary>How many answers have a verdict.</summary>
    public int Count(AnswerVerdict verdict) => Answers.Count(a => a.Verdict == verdict);

    private static ScoredAnswer Score(WrittenSet set, KnownInstance instance, ToolAnswer? answer, Func<string, string?>? witnesses)
    {
        ScoredAnswer As(AnswerVerdict verdict, string reason) => new(instance, answer, verdict, reason);
        if (answer?.IsSatisfiable is not { } isSatisfiable)
        {
            return answer is null ? As(AnswerVerdict.Missing, "no row") : As(AnswerVerdict.NoAnswer, answer.Answer);
        }

        if (answer.Seconds > instance.Timeout)
        {
            return As(AnswerVerdict.Late, $"{answer.Answer} after more than {instance.Timeout} seconds");
        }

        string? text = isSatisfiable ? answer.Witness ?? witnesses?.Invoke(instance.WitnessName) : null;
        string? fault = text is null ? null : Fault(set, instance, text);
        return (isSatisfiable, instance.IsSatisfiable) switch
        {
            (false, false) => As(AnswerVerdict.Right, "unsat"),
            (false, true) => As(AnswerVerdict.Wrong, "unsat, where an input is an answer"),
            (true, true) when text is null => As(AnswerVerdict.WithoutWitness, "sat without a witness"),
            (true, true) => fault is null ? As(AnswerVerdict.Right, "sat") : As(AnswerVerdict.BadWitness, $"sat with a witness that is none: {fault}"),
            (true, false) => text is not null && fault is null
                ? As(AnswerVerdict.RefutesTruth, "sat with a witness, where the truth is said to be unsat")
                : As(AnswerVerdict.Wrong, "sat, where no input is an answer"),
        };
    }

    // Null where the input, as it is written or as float32 numbers, is an answer.
    private static string? Fault(WrittenSet set, KnownInstance instance, string text)
    {
        int inputs = instance.Query.Box.Dimension;
        if (!WitnessText.TryRead(text, inputs, out ImmutableArray<Rational> input))
        {
            return $"it is not {inputs} numbers X_0, ...";
        }

        Network network = set.Network(instance);
        string? first = null;
        foreach (ImmutableArray<Rational> point in Readings(input))
        {
            Rational? output = instance.Query.Contains(point) ? ExactEvaluator.Evaluate(network, point)[0] : null;
            if (output is { } value && instance.Query.Holds(point, [value]))
            {
                return null;
            }

            first ??= output is { } known ? $"the output there is {known.ToShortString()}" : "it is not in the box";
        }

        return first;
    }

    private static IEnumerable<ImmutableArray<Rational>> Readings(ImmutableArray<Rational> input)
    {
        yield return input;
        if (input.All(u => float.IsFinite((float)(double)u)))
        {
            yield return [.. input.Select(Float32.Near)];
        }
    }
}
