namespace QuantRelu.Analysis.Regions;

/// <summary>The vertices of a face, whichever is the first and whichever way round: equal for equal convex polygons, edges and points.</summary>
internal readonly struct FaceKey(HomogeneousPoint[] vertices) : IEquatable<FaceKey>
{
    private readonly HomogeneousPoint[] _vertices = vertices;

    /// <inheritdoc/>
    public bool Equals(FaceKey other)
    {
        if (_vertices.Length != other._vertices.Length)
        {
            return false;
        }

        foreach (HomogeneousPoint v in _vertices)
        {
            if (!Array.Exists(other._vertices, w => v == w || v.Exact == w.Exact))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FaceKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Of equal points the doubles are equal too.
        int sum = 0;
        foreach (HomogeneousPoint v in _vertices)
        {
            sum = unchecked(sum + HashCode.Combine(v.NearX, v.NearY, v.NearZ));
        }

        return sum;
    }
}
