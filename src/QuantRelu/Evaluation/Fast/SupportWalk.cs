namespace QuantRelu.Evaluation.Fast;

/// <summary>Goes through the copies whose supports meet the points of a chunk.</summary>
internal sealed class SupportWalk : CopyWalk
{
    private readonly CopySupports _supports;
    private readonly Workspace _space;
    private readonly long[] _sources;
    private readonly ArrayKernel _array;
    private double _low;
    private double _high;

    /// <summary>A walk over the copies of an array.</summary>
    public SupportWalk(ArrayKernel array, CopySupports supports, Workspace space, Rows inputs)
        : base(array.Array, array.Gates, inputs)
    {
        (_array, _supports, _space) = (array, supports, space);
        _sources = new long[array.Kernel.Inputs];
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        (_low, _high) = _space.Range(_supports.Axis);
        Copy = -1;
        if (_supports.Ascends)
        {
            // The last copy that ends before the chunk.
            int place = Array.BinarySearch(_supports.High, _low);
            Copy = place >= 0 ? LastAt(place) : ~place - 1;
        }
    }

    /// <inheritdoc/>
    public override bool Next()
    {
        while (++Copy < _supports.Low.Length)
        {
            if (_supports.Low[Copy] < _high && _supports.High[Copy] > _low)
            {
                _array.Array.Array.Follow(Copy, _array.Array.Bases, _array.Array.Strides, _sources);
                for (int i = 0; i < _sources.Length; i++)
                {
                    Sources[i] = (int)_sources[i];
                }

                return true;
            }

            if (_supports.Ascends && _supports.Low[Copy] >= _high)
            {
                return false;
            }
        }

        return false;
    }

    private int LastAt(int place)
    {
        while (place + 1 < _supports.High.Length && _supports.High[place + 1] == _low)
        {
            place++;
        }

        return place;
    }
}
