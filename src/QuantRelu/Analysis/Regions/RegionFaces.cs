using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// Counts open connected regions while convex regions come one after the other. What is kept is the front: the faces behind which not everything was seen,
/// each with the joined region that it belongs to.
/// </summary>
/// <remarks>
/// Convex regions cover the whole cell and meet in faces, so that a face which is not on its boundary is covered, but for a set without area, by faces of
/// regions on the other side of its plane. Once their areas add up to that of the face, no other region can touch it in more than an edge, and it is dropped;
/// once all faces of a joined region are dropped, it is complete. The count does not depend on the order in which regions come.
/// </remarks>
/// <param name="whole">The cell that the regions cover.</param>
internal sealed class RegionFaces(ConvexCell whole) : IRegionVisitor
{
    private readonly HashSet<SpaceForm<BigInteger>> _boundary = [.. CellFace.Of(whole).Select(f => f.Plane)];
    private readonly Dictionary<(SpaceForm<BigInteger> Plane, int Side), Dictionary<FaceKey, OpenFace>> _front = [];

    /// <summary>The complete regions.</summary>
    public long Complete { get; private set; }

    /// <summary>The faces that are kept.</summary>
    public int Kept { get; private set; }

    /// <summary>The most faces that were kept at once.</summary>
    public int MostKept { get; private set; }

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        CellFace[] faces = [.. CellFace.Of(cell).Where(f => !_boundary.Contains(f.Plane))];
        var region = new JoinedRegion(map.To<BigInteger>(), faces.Length);
        Complete += faces.Length == 0 ? 1 : 0;
        foreach (CellFace face in faces)
        {
            Meet(new OpenFace(face, CellFace.SideOf(cell, face), region));
        }
    }

    /// <summary>Adds what is left of another part of the cell, whose regions are none of these.</summary>
    public void Add(RegionFaces other)
    {
        Complete += other.Complete;
        foreach (OpenFace face in other._front.Values.SelectMany(faces => faces.Values))
        {
            Meet(face);
        }
    }

    private void Meet(OpenFace face)
    {
        if (_front.TryGetValue((face.Face.Plane, -face.Side), out Dictionary<FaceKey, OpenFace>? others))
        {
            if (others.TryGetValue(face.Key, out OpenFace? twin))
            {
                face.Region.Join(twin.Region);
                Drop(twin, others);
                Release(face);
                return;
            }

            foreach (OpenFace other in others.Values.Where(face.Covers).ToArray())
            {
                face.Region.Join(other.Region);
                if (other.IsCovered)
                {
                    Drop(other, others);
                }
            }
        }

        if (face.IsCovered)
        {
            Release(face);
        }
        else
        {
            Keep(face);
        }
    }

    private void Keep(OpenFace face)
    {
        (SpaceForm<BigInteger>, int) place = (face.Face.Plane, face.Side);
        if (!_front.TryGetValue(place, out Dictionary<FaceKey, OpenFace>? faces))
        {
            _front[place] = faces = [];
        }

        faces.Add(face.Key, face);
        MostKept = Math.Max(MostKept, ++Kept);
    }

    private void Drop(OpenFace face, Dictionary<FaceKey, OpenFace> faces)
    {
        faces.Remove(face.Key);
        if (faces.Count == 0)
        {
            _front.Remove((face.Face.Plane, face.Side));
        }

        Kept--;
        Release(face);
    }

    private void Release(OpenFace face) => Complete += face.Region.Close() ? 1 : 0;
}
