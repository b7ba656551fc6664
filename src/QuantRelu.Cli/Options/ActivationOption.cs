using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>--activation: what hidden units apply to their sums.</summary>
internal static class ActivationOption
{
    /// <summary>The option.</summary>
    public static Option<Activation> Create()
    {
        var option = new Option<Activation>("--activation")
        {
            Description = "What hidden units apply: relu, relu6, or leaky:a with a slope a between 0 and 1. The function stays the same.",
            HelpName = "relu|relu6|leaky:a",
            DefaultValueFactory = _ => Activation.Relu,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                Activation? activation = Activation.Find(text);
                if (activation is null)
                {
                    result.AddError($"--activation is '{text}'; it must be relu, relu6, or leaky:a with a above 0 and below 1, such as leaky:1/4.");
                }

                return activation;
            },
        };
        option.CompletionSources.Add("relu", "relu6", "leaky:1/4");
        return option;
    }
}
