using System.Globalization;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>
/// Many mutated inputs for one reader, each made from its number alone. The reader must give a value or throw its own exception, and may
/// allocate no more than a constant and a multiple of the input's length.
/// </summary>
/// <param name="BytesEach">The most bytes that are allocated for each byte of an input.</param>
/// <param name="BytesOnce">The most bytes besides.</param>
internal sealed record FuzzRun(long BytesEach, long BytesOnce)
{
    private const int ShortRun = 3000;
    private const int MostFailures = 20;
    private const int Seed = 20190506;

    // Far above what any input takes: it ends a run that would never end.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    /// <summary>How many inputs: QUANTRELU_FUZZ, by default a few thousand.</summary>
    public static int Inputs { get; } = Setting("QUANTRELU_FUZZ", ShortRun);

    /// <summary>The number of the first: QUANTRELU_FUZZ_FIRST, to run one input again.</summary>
    public static int First { get; } = Setting("QUANTRELU_FUZZ_FIRST", 0);

    /// <summary>Runs all inputs on one thread, whose allocations are counted.</summary>
    /// <param name="make">An input.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="use">What has to be possible with everything that was read.</param>
    /// <param name="isRefusal">Whether an exception is the reader's own.</param>
    public void Over<TInput, TValue>(
        Func<Random, TInput> make, Func<TInput, int> length, Func<TInput, TValue> read, Action<TValue> use, Func<Exception, bool> isRefusal)
    {
        var tally = new FuzzTally();
        var thread = new Thread(() =>
        {
            for (int number = First; number < First + Inputs && tally.Failures.Count < MostFailures; number++)
            {
                Try(number, make(new Random(Seed + number)), length, read, use, isRefusal, tally);
            }
        });
        thread.Start();
        thread.Join(Patience).Should().BeTrue("no input may hold up a reader");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs: {tally}");
        tally.Failures.Values.Should().BeEmpty();
        tally.Valid.Should().BePositive("some mutants must come through to test what follows the reader");
        tally.Refused.Should().BePositive();
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : standard;

    private void Try<TInput, TValue>(int number, TInput input,
        Func<TInput, int> length, Func<TInput, TValue> read, Action<TValue> use, Func<Exception, bool> isRefusal, FuzzTally tally)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Environment.TickCount64, bytes = 0;
        try
        {
            TValue value = read(input);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            tally.Valid++;
            use(value);
        }
        catch (Exception e) when (bytes == 0 && isRefusal(e))
        {
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            tally.Refused++;
        }
        catch (Exception e)
        {
            tally.Fail($"{e.GetType().Name} {e.StackTrace?.Split('\n')[0]}", $"Input {number}: {e}");
        }

        tally.Add(bytes, length(input), Environment.TickCount64 - start, number);
        if (bytes > BytesOnce + (BytesEach * length(input)))
        {
            tally.Fail("memory", $"Input {number} of {length(input)} bytes made the reader allocate {bytes}.");
        }
    }
}

/// <summary>What became of the inputs.</summary>
internal sealed class FuzzTally
{
    private double _mostBytesEach;
    private long _mostBytes;
    private long _slowest;
    private int _slowestInput;

    /// <summary>Inputs that were read.</summary>
    public int Valid { get; set; }

    /// <summary>Inputs that were refused.</summary>
    public int Refused { get; set; }

    /// <summary>The first input of each kind of failure.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    /// <summary>Notes a failure.</summary>
    public void Fail(string kind, string what) => Failures.TryAdd(kind, what);

    /// <summary>Notes what an input took.</summary>
    public void Add(long bytes, int length, long milliseconds, int number)
    {
        _mostBytes = Math.Max(_mostBytes, bytes);
        _mostBytesEach = Math.Max(_mostBytesEach, (double)bytes / Math.Max(1, length));
        (_slowest, _slowestInput) = milliseconds > _slowest ? (milliseconds, number) : (_slowest, _slowestInput);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Valid} read, {Refused} refused, at most {_mostBytes} bytes and {_mostBytesEach:F0} for each byte of input, the slowest {_slowest} ms (input "
            + $"{_slowestInput})");
}
