using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// Models of a target on the cells of a grid: from models on a tree of boxes, each halved along all axes until the model is good enough, so that one model
/// serves many cells.
/// </summary>
/// <param name="target">A formula, or code that can be enclosed.</param>
/// <param name="space">The polynomials.</param>
/// <param name="blur">The radius of a model that is good enough.</param>
internal sealed class GridTarget(Target target, ModelSpace space, double blur)
{
    private readonly TargetOnBox _models = new(target, space);
    private Part? _whole;

    /// <summary>The part of a model's radius that smaller boxes do not lessen.</summary>
    public double Noise => _models.Noise;

    /// <summary>The model on a cell in s ∈ [-1, 1]^d; null when the target is not known to be defined and bounded there.</summary>
    /// <exception cref="TargetException">What is stated of code contradicts itself there.</exception>
    public PolynomialModel? On(GridCell cell)
    {
        int d = cell.Low.Length;
        Part? part = _whole ??= new Part(Box.Of(new double[d], [.. Enumerable.Repeat(1.0, d)]), _models);
        while (part is not null && !(part.Model?.Model.Radius <= blur))
        {
            part = part.PartAround(cell, _models);
        }

        return (part is null ? _models.Of(Around(cell)) : part.Model) is { } model ? Restricted(model, cell) : null;
    }

    private static Box Around(GridCell cell) => Box.Of(
        [.. cell.Low.Select(x => Math.Max(0, Numerics.DirectedRounding.Down(x)))], [.. cell.High.Select(x => Math.Min(1, Numerics.DirectedRounding.Up(x)))]);

    private static PolynomialModel Restricted(TargetModel model, GridCell cell)
    {
        int d = cell.Low.Length;
        double[] shift = new double[d], scale = new double[d];
        for (int k = 0; k < d; k++)
        {
            Rational twice = 2 * (Rational)Dyadic.FromDouble(model.Half[k]);
            shift[k] = (double)((cell.Low[k] + cell.High[k] - (2 * (Rational)Dyadic.FromDouble(model.Center[k]))) / twice);
            scale[k] = (double)((cell.High[k] - cell.Low[k]) / twice);
        }

        return model.Model.Restrict(shift, scale);
    }

    private sealed class Part(Box box, TargetOnBox models)
    {
        private readonly Dictionary<int, Part> _parts = [];

        public TargetModel? Model { get; } = models.Of(box);

        // Null when a cell is in none of the parts.
        public Part? PartAround(GridCell cell, TargetOnBox targets)
        {
            double[] low = [.. box.Low], high = [.. box.High];
            int number = 0;
            for (int k = 0; k < low.Length; k++)
            {
                Rational middle = Dyadic.FromDouble(box.Center[k]);
                bool isAbove = cell.Low[k] >= middle;
                if (!isAbove && cell.High[k] > middle)
                {
                    return null;
                }

                (low[k], high[k]) = isAbove ? (box.Center[k], high[k]) : (low[k], box.Center[k]);
                number = (2 * number) + (isAbove ? 1 : 0);
            }

            if (!_parts.TryGetValue(number, out Part? part))
            {
                _parts[number] = part = new Part(Box.Of(low, high), targets);
            }

            return part;
        }
    }
}
