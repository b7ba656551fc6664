using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Remembers what blocks computed of equal inputs. The copies of a grid are the same function of the place in their cell, so that what is found in one
/// cell serves in all others. A number of the latest is kept; results do not depend on what is. Any thread may use it.
/// </summary>
internal sealed class BlockMemory
{
    private const int MostOfAge = 60_000;
    private Age _young = new();
    private Age _old = new();

    /// <summary>The one model that is kept of all with these contents.</summary>
    public PolynomialModel Shared(PolynomialModel model)
    {
        if (_young.Models.TryGetValue(model, out PolynomialModel? known))
        {
            return known;
        }

        known = _old.Models.TryGetValue(model, out known) ? known : model;
        _young.Models.TryAdd(known, known);
        return known;
    }

    /// <summary>What a block computes, made where it is not known.</summary>
    /// <param name="block">The block.</param>
    /// <param name="sources">The models of its inputs, all <see cref="Shared"/>.</param>
    /// <param name="make">Makes it.</param>
    public BlockOnBox Of(RoundedBlock block, PolynomialModel[] sources, Func<BlockOnBox> make)
    {
        var key = new Key(block, sources);
        if (_young.Blocks.TryGetValue(key, out BlockOnBox? known))
        {
            return known;
        }

        known = _old.Blocks.TryGetValue(key, out known) ? known : make();
        _young.Blocks.TryAdd(key, known);
        if (Interlocked.Increment(ref _young.Count) == MostOfAge)
        {
            (_old, _young) = (_young, new Age());
        }

        return known;
    }

    private sealed class Age
    {
        public int Count;

        public ConcurrentDictionary<Key, BlockOnBox> Blocks { get; } = new();

        public ConcurrentDictionary<PolynomialModel, PolynomialModel> Models { get; } = new(new ByContents());
    }

    private readonly struct Key(RoundedBlock block, PolynomialModel[] sources) : IEquatable<Key>
    {
        private readonly RoundedBlock _block = block;
        private readonly PolynomialModel[] _sources = sources;

        public bool Equals(Key other)
        {
            if (!ReferenceEquals(_block, other._block) || _sources.Length != other._sources.Length)
            {
                return false;
            }

            for (int i = 0; i < _sources.Length; i++)
            {
                if (!ReferenceEquals(_sources[i], other._sources[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            int hash = RuntimeHelpers.GetHashCode(_block);
            foreach (PolynomialModel source in _sources)
            {
                hash = (hash * 31) ^ RuntimeHelpers.GetHashCode(source);
            }

            return hash;
        }
    }

    private sealed class ByContents : IEqualityComparer<PolynomialModel>
    {
        public bool Equals(PolynomialModel? a, PolynomialModel? b) => a!.HasContents(b!);

        public int GetHashCode(PolynomialModel model) => model.ContentsHash;
    }
}
