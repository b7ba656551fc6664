namespace QuantRelu.Analysis.Regions;

/// <summary>One side of a polyhedron that is cut by a plane, while it is made.</summary>
internal ref struct PolyhedronPart
{
    private readonly ReadOnlySpan<sbyte> _signs;
    private readonly int _side;
    private readonly int[] _numbers;
    private readonly List<HomogeneousPoint> _vertices = [];
    private readonly List<int> _zeros = [];
    private readonly List<int[]> _faces = [];
    private readonly List<int> _face = [];
    private bool _isInside;

    /// <summary>The side on which signs are 1, or -1; with all vertices that belong to it.</summary>
    public PolyhedronPart(HomogeneousPoint[] whole, ReadOnlySpan<sbyte> signs, int side)
    {
        _signs = signs;
        _side = side;
        _numbers = new int[whole.Length];
        for (int i = 0; i < whole.Length; i++)
        {
            if (signs[i] * side >= 0)
            {
                _numbers[i] = _vertices.Count;
                _vertices.Add(whole[i]);
            }
        }
    }

    /// <summary>The next vertex of a face of the whole.</summary>
    public void Follow(int vertex)
    {
        if (_signs[vertex] * _side >= 0)
        {
            _face.Add(_numbers[vertex]);
            _isInside |= _signs[vertex] != 0;
        }
    }

    /// <summary>The next zero on an edge of a face of the whole.</summary>
    public readonly void Follow(int place, List<(int From, int To, HomogeneousPoint Point)> zeros) => _face.Add(Number(place, zeros));

    /// <summary>Ends a face; one that only touches the plane is none of this side.</summary>
    public void CloseFace()
    {
        if (_isInside)
        {
            _faces.Add([.. _face]);
        }

        _face.Clear();
        _isInside = false;
    }

    /// <summary>The part with the face on the plane.</summary>
    public readonly Polyhedron With(int[] ring, List<(int From, int To, HomogeneousPoint Point)> zeros)
    {
        var face = new int[ring.Length];
        for (int i = 0; i < ring.Length; i++)
        {
            face[i] = ring[i] < _numbers.Length ? _numbers[ring[i]] : Number(ring[i], zeros);
        }

        return new Polyhedron([.. _vertices], [.. _faces, face]);
    }

    // Zeros get their numbers in the order in which they are found.
    private readonly int Number(int place, List<(int From, int To, HomogeneousPoint Point)> zeros)
    {
        int zero = place - _numbers.Length;
        for (int i = _zeros.Count; i <= zero; i++)
        {
            _zeros.Add(_vertices.Count);
            _vertices.Add(zeros[i].Point);
        }

        return _zeros[zero];
    }
}
