using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>What is done with the regions of a subtree.</summary>
internal interface IRegionVisitor
{
    /// <summary>Is given the next region.</summary>
    /// <param name="cell">The region.</param>
    /// <param name="map">Scale times the network there.</param>
    void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>;
}

/// <summary>What the visitor of a subtree was left as.</summary>
/// <param name="Visitor">The visitor.</param>
/// <param name="Work">The work that was done.</param>
/// <param name="IsWhole">False when there was too much work.</param>
internal readonly record struct Visited<TVisitor>(TVisitor Visitor, long Work, bool IsWhole);

/// <summary>
/// Goes through all regions of a network on a cell, subtree by subtree on all cores. Into which subtrees depends on the network alone, and each has a
/// visitor of its own, so that the result is the same for any number of cores.
/// </summary>
internal sealed class RegionTraversal : IDisposable
{
    private const int Subtrees = 128;
    private readonly ThreadLocal<IntegerWalks> _walks;

    /// <summary>Finds the subtrees.</summary>
    /// <param name="network">The network.</param>
    /// <param name="whole">The cell.</param>
    public RegionTraversal(KinkNetwork network, ConvexCell whole)
    {
        _walks = new(() => new IntegerWalks(network));
        Levels = network.Levels.Length;
        Roots = _walks.Value!.Run(new FindRoots(whole, Levels));
    }

    /// <summary>The number of levels of kinks.</summary>
    public int Levels { get; }

    /// <summary>The cells of the subtrees.</summary>
    public IReadOnlyList<ConvexCell> Roots { get; }

    /// <inheritdoc/>
    public void Dispose() => _walks.Dispose();

    /// <summary>Goes through the regions of one subtree.</summary>
    /// <param name="root">Its number.</param>
    /// <param name="create">Makes a visitor; called again when integers were too small.</param>
    /// <param name="mostWork">The most work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Visited<TVisitor> Visit<TVisitor>(
        int root, Func<TVisitor> create, long mostWork = long.MaxValue, CancellationToken cancellationToken = default)
        where TVisitor : class, IRegionVisitor =>
        _walks.Value!.Run(new VisitAll<TVisitor>(Roots[root], create, mostWork, cancellationToken));

    /// <summary>Asks about one subtree as a whole, before its regions are found.</summary>
    /// <param name="root">Its number.</param>
    /// <param name="settler">Is asked.</param>
    public void Ask(int root, IRegionSettler settler) => _walks.Value!.Run(new AskAboutAll(Roots[root], settler));

    /// <summary>Goes through the regions of all subtrees.</summary>
    /// <param name="create">Makes a visitor.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The visitors, in the order of the subtrees.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TVisitor[] Visit<TVisitor>(Func<TVisitor> create, CancellationToken cancellationToken = default)
        where TVisitor : class, IRegionVisitor
    {
        var visitors = new TVisitor[Roots.Count];
        Parallel.For(0, visitors.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            visitors[i] = Visit(i, create, cancellationToken: cancellationToken).Visitor);
        return visitors;
    }

    /// <summary>Goes through the regions of all subtrees, and does something with each visitor as soon as its subtree is done, one at a time.</summary>
    /// <param name="create">Makes a visitor.</param>
    /// <param name="done">Is given the visitors, in any order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Visit<TVisitor>(Func<TVisitor> create, Action<TVisitor> done, CancellationToken cancellationToken)
        where TVisitor : class, IRegionVisitor
    {
        Lock turn = new();
        Parallel.For(0, Roots.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            TVisitor visitor = Visit(i, create, cancellationToken: cancellationToken).Visitor;
            lock (turn)
            {
                done(visitor);
            }
        });
    }

    /// <summary>The same as with visitors in order, unless it takes more work than a limit: then null. Whether it does depends on the network alone.</summary>
    /// <param name="create">Makes a visitor.</param>
    /// <param name="mostWork">The most work: tests of signs, and forms that are passed on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TVisitor[]? Within<TVisitor>(Func<TVisitor> create, long mostWork, CancellationToken cancellationToken = default)
        where TVisitor : class, IRegionVisitor
    {
        var visitors = new TVisitor[Roots.Count];
        long work = 0;
        Parallel.For(0, visitors.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
        {
            Visited<TVisitor> visited = Visit(i, create, mostWork, cancellationToken);
            visitors[i] = visited.Visitor;
            if (Interlocked.Add(ref work, visited.Work) > mostWork)
            {
                state.Stop();
            }
        });
        return work > mostWork ? null : visitors;
    }

    private readonly record struct FindRoots(ConvexCell Whole, int Levels) : IWalkAction<IReadOnlyList<ConvexCell>>
    {
        public IReadOnlyList<ConvexCell> Run<TInteger>(RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            IReadOnlyList<ConvexCell> roots = [Whole];
            for (int level = 1; level < Levels && roots.Count < Subtrees; level++)
            {
                roots = walk.Before(Whole, level);
            }

            return roots;
        }
    }

    private readonly record struct AskAboutAll(ConvexCell Root, IRegionSettler Settler) : IWalkAction<bool>
    {
        public bool Run<TInteger>(RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            (SpaceForm<TInteger> form, double radius) = walk.Near(Root);
            return Settler.Settles(Root, form, radius);
        }
    }

    private readonly record struct VisitAll<TVisitor>(ConvexCell Root, Func<TVisitor> Create, long MostWork, CancellationToken Cancellation)
        : IWalkAction<Visited<TVisitor>>
        where TVisitor : class, IRegionVisitor
    {
        public Visited<TVisitor> Run<TInteger>(RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            TVisitor visitor = Create();
            long before = walk.Work;
            walk.Begin(Root, visitor as IRegionSettler);
            long most = MostWork > long.MaxValue - before ? long.MaxValue : before + MostWork;
            while (walk.MoveNext(out ConvexCell cell, out SpaceForm<TInteger> map, most, Cancellation))
            {
                visitor.Visit(cell, map);
            }

            return new(visitor, walk.Work - before, walk.IsAtEnd);
        }
    }
}
