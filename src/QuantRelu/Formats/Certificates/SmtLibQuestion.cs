namespace QuantRelu.Formats.Certificates;

/// <summary>A question to a solver, which it forgets after its answer.</summary>
internal static class SmtLibQuestion
{
    /// <summary>Asks for what contradicts a statement: the answer unsat proves it.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="statement">The statement, in words.</param>
    /// <param name="negation">Terms that hold together only where the statement does not.</param>
    public static void Ask(TextWriter text, string statement, params string[] negation)
    {
        text.WriteLine($"(echo \"{statement}\")");
        text.WriteLine("(push 1)");
        foreach (string part in negation)
        {
            text.WriteLine($"(assert {part})");
        }

        text.WriteLine("(check-sat)");
        text.WriteLine("(pop 1)");
    }
}
