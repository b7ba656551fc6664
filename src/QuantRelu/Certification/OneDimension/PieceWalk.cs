using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A copy that is not yet affine, and what of it is not; null when not all of its inputs are.</summary>
internal readonly record struct UndecidedCopy<T>(CopyState<T> Copy, UndecidedRows<T>? Rows)
    where T : struct, IBinaryInteger<T>;

/// <summary>
/// Finds the linear pieces of a network with one input from left to right. A cell on which some kink has two signs is split at
/// its root; of several roots the one nearest to the middle is taken, so that the cells form a balanced tree, and a copy
/// that is affine on a cell is never looked at again below it. What is kept grows with the undecided copies on the way from
/// the whole interval to the current cell, not with the number of pieces.
/// </summary>
internal sealed class PieceWalk<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly ScaledNetwork<T> _network;
    private readonly UnitForms<T>[] _units;
    private readonly Stack<Frame> _frames = new();

    /// <summary>A walk over one cell.</summary>
    public PieceWalk(ScaledNetwork<T> network, Cell cell)
    {
        _network = network;
        _units = [new UnitForms<T>(1), .. network.Stages.Select(s => new UnitForms<T>(s.Units))];
        _units[0].Set(0, new AffineForm<T>(T.Zero, T.One));
        _frames.Push(
            new Frame(cell, network.Stages.Select(AllCopies).ToArray(), network.Stages.Select(s => new AffineForm<T>[s.Sums ? s.Units : 0]).ToArray()));
    }

    private PieceWalk(ScaledNetwork<T> network, UnitForms<T>[] units, Frame frame)
    {
        _network = network;
        _units = units;
        _frames.Push(frame);
    }

    /// <summary>
    /// A walk that remembers what is affine on the whole of its cell, from which walks on smaller cells begin; it is not to be read itself. Any
    /// number of threads may narrow it.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="cell">The cell.</param>
    public static PieceWalk<T> Prepared(ScaledNetwork<T> network, Cell cell)
    {
        var walk = new PieceWalk<T>(network, cell);
        walk.Decide(walk._frames.Peek());
        return walk;
    }

    /// <summary>
    /// A walk over a part of the cell of a walk that was <see cref="Prepared(ScaledNetwork{T}, Cell)"/>: it looks only at copies that were not affine on
    /// the whole.
    /// </summary>
    public PieceWalk<T> Narrow(Cell cell)
    {
        Frame frame = _frames.Peek();
        UndecidedCopy<T>[][] copies = Array.ConvertAll(frame.Copies, stage => Array.ConvertAll(stage, c => c with { Copy = c.Copy.Clone() }));
        return new PieceWalk<T>(_network, Array.ConvertAll(_units, u => u.Clone()), new Frame(cell, copies, [.. frame.Sums]));
    }

    /// <summary>The same as <see cref="Narrow"/>, to be narrowed further.</summary>
    public PieceWalk<T> NarrowPrepared(Cell cell)
    {
        PieceWalk<T> walk = Narrow(cell);
        walk.Decide(walk._frames.Peek());
        return walk;
    }

    /// <summary>Goes on to the next piece.</summary>
    /// <param name="cell">Its cell.</param>
    /// <param name="form">D times the network's first output there.</param>
    /// <returns>False when there are no more pieces.</returns>
    public bool MoveNext(out Cell cell, out AffineForm<T> form)
    {
        (cell, form) = (default, default);
        while (_frames.TryPop(out Frame? frame))
        {
            if (Decide(frame) is not { } root)
            {
                cell = frame.Cell;
                form = _units[^1][0];
                return true;
            }

            _frames.Push(frame.On(new Cell(root, frame.Cell.High)));
            _frames.Push(frame.On(new Cell(frame.Cell.Low, root)));
        }

        return false;
    }

    private static UndecidedCopy<T>[] AllCopies(ScaledStage<T> stage) => stage.Arrays
        .SelectMany(a => Enumerable.Range(0, checked((int)a.Wiring.Array.Copies)).Select(k => new UndecidedCopy<T>(new CopyState<T>(a, k), null))).ToArray();

    // Finds out what is affine on the frame's cell, and returns where to split it when not everything is.
    private Breakpoint? Decide(Frame frame)
    {
        var split = new SplitChoice(frame.Cell.Middle);
        for (int s = 0; s < _network.Stages.Count; s++)
        {
            if (_network.Stages[s].Sums)
            {
                frame.Sums[s] = [.. frame.Sums[s]];
            }

            var left = new List<UndecidedCopy<T>>();
            foreach (UndecidedCopy<T> copy in frame.Copies[s])
            {
                Visit(s, copy, frame, left, ref split);
            }

            frame.Copies[s] = left.Count == 0 ? [] : [.. left];
            if (_network.Stages[s].Sums)
            {
                FinishSum(s, frame, ref split);
            }
        }

        return split.Best;
    }

    private void Visit(int s, UndecidedCopy<T> undecided, Frame frame, List<UndecidedCopy<T>> left, ref SplitChoice split)
    {
        (CopyState<T> copy, UndecidedRows<T>? rows) = undecided;
        bool off = rows is null && copy.IsOff(_units[s]);
        if (!off)
        {
            bool ready = rows is not null || copy.IsReady(_units[s]);
            rows = ready ? copy.Advance(rows, frame.Cell, _units[s], _network.Weights, ref split) : null;
            if (rows is not { Kinks.Length: 0 })
            {
                left.Add(new UndecidedCopy<T>(copy, rows));
                if (!_network.Stages[s].Sums)
                {
                    _units[s + 1].Forget(copy.FirstUnit, copy.Outputs);
                }

                return;
            }
        }

        for (int o = 0; o < copy.Outputs; o++)
        {
            AffineForm<T> form = off ? default : rows!.Outputs[o].Known;
            if (_network.Stages[s].Sums)
            {
                frame.Sums[s][o] = frame.Sums[s][o].Plus(T.One, form);
            }
            else
            {
                _units[s + 1].Set(copy.FirstUnit + o, form);
            }
        }
    }

    // A sum is known when all its copies are; unless it is the output, it is rectified.
    private void FinishSum(int s, Frame frame, ref SplitChoice split)
    {
        bool rectifies = s < _network.Stages.Count - 1;
        for (int o = 0; o < frame.Sums[s].Length; o++)
        {
            AffineForm<T> form = frame.Sums[s][o];
            _units[s + 1].Forget(o, 1);
            if (frame.Copies[s].Length > 0)
            {
                continue;
            }

            (int low, int high) = rectifies ? (form.SignAt(frame.Cell.Low), form.SignAt(frame.Cell.High)) : (1, 1);
            if (low * high < 0)
            {
                split.Offer(form.Root);
            }
            else
            {
                _units[s + 1].Set(o, low + high > 0 ? form : default);
            }
        }
    }

    /// <summary>A cell, the copies of every stage that were not affine on a larger cell, and the sums of those that were.</summary>
    private sealed record Frame(Cell Cell, UndecidedCopy<T>[][] Copies, AffineForm<T>[][] Sums)
    {
        public Frame On(Cell cell) => new(cell, [.. Copies], [.. Sums]);
    }
}
