using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation.Fast;

/// <summary>The copies of an array that may be other than 0 at a chunk, in their order, with what they read.</summary>
/// <param name="array">The array.</param>
/// <param name="gates">Inputs each of which being 0 makes all outputs 0.</param>
/// <param name="inputs">What it reads.</param>
internal abstract class CopyWalk(CollapsedArray array, int[] gates, Rows inputs)
{
    private readonly (int Input, int Step)[][] _moving = [.. Enumerable.Range(0, array.Array.Radices.Length).Select(c => Enumerable
        .Range(0, array.Bases.Length).Where(i => array.Strides[i][c] != 0).Select(i => (i, (int)array.Strides[i][c])).ToArray())];

    /// <summary>The number of the copy.</summary>
    public int Copy { get; protected set; }

    /// <summary>What the copy reads.</summary>
    public int[] Sources { get; } = new int[array.Bases.Length];

    /// <summary>For each axis the digits that are gone through.</summary>
    protected AxisDigits[] Axes { get; } = [.. Enumerable.Range(0, array.Array.Radices.Length).Select(c => new AxisDigits(array, c, gates))];

    /// <summary>A walk over the copies whose supports meet the points, over those at the selected grid points, or over all.</summary>
    /// <param name="array">The array.</param>
    /// <param name="space">Where the chunk is evaluated.</param>
    /// <param name="inputs">What the array reads.</param>
    public static CopyWalk Of(ArrayKernel array, Workspace space, Rows inputs) =>
        array.Supports is { } supports ? new SupportWalk(array, supports, space, inputs)
        : array.Array.Array.Selection is null ? new GridWalk(array.Array, array.Gates, inputs)
        : new SelectionWalk(array.Array, array.Gates, inputs);

    /// <summary>Begins before the first copy.</summary>
    public virtual void Begin()
    {
        foreach (AxisDigits axis in Axes)
        {
            axis.Find(inputs);
        }
    }

    /// <summary>Goes on to the next copy; false when there is none.</summary>
    public abstract bool Next();

    /// <summary>Moves the sources back to grid point 0.</summary>
    protected void Reset()
    {
        for (int i = 0; i < Sources.Length; i++)
        {
            Sources[i] = (int)array.Bases[i];
        }
    }

    /// <summary>Moves the sources along an axis.</summary>
    protected void Move(int axis, int digits)
    {
        foreach ((int input, int step) in _moving[axis])
        {
            Sources[input] += digits * step;
        }
    }
}
