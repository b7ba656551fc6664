using System.Diagnostics;
using System.Reflection;
using FluentAssertions;
using Xunit;
using Xunit.v3;

namespace QuantRelu.Tests.Shared;

/// <summary>Runs programs beside the tests, such as a compiler.</summary>
internal static class ExternalTool
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The full name of what this test needs. The test must have said so by <see cref="NeedsAttribute"/>; inside a property, which may run on
    /// other threads, there is no test to ask, and the program is found before it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The test has not said that it needs this, or this is not the thread of a test.</exception>
    public static string Find(External need)
    {
        MethodInfo test = (TestContext.Current.TestMethod as IXunitTestMethod)?.Method
            ?? throw new InvalidOperationException($"{need} is looked for outside of a test, or inside a property: find it before.");
        return test.GetCustomAttributes<NeedsAttribute>().Any(n => n.Need == need)
            ? Externals.PathOf(need)!
            : throw new InvalidOperationException($"{test.Name} uses {need} without [Needs(External.{need})].");
    }

    /// <summary>Starts a program whose standard output and error are read by the test.</summary>
    /// <exception cref="ArgumentException">The name is not a full one.</exception>
    public static Process Start(string program, params string[] arguments) => Path.IsPathFullyQualified(program)
        ? Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!
        : throw new ArgumentException($"'{program}' is no full name of a program, such as Find returns.", nameof(program));

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It has not ended within minutes.</exception>
    public static (int ExitCode, string Out, string Error) RunToEnd(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(MostTime))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {MostTime}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Runs a program that must end well, and returns its standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        (int status, string output, string error) = RunToEnd(program, arguments);
        status.Should().Be(0, error);
        return output;
    }
}
