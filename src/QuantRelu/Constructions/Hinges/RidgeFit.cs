using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// A sum of functions of some of the four directions of the plane that is near a function on a grid: the values at the nodes of each of them, linear in
/// between, by least squares with a penalty on second differences.
/// </summary>
/// <remarks>
/// The sum of squares Σ w (f - Σ_k g_k)² + μ Σ_k Σ (second differences of g_k)² has one minimum up to the functions that can be moved between directions, which
/// the penalty and a trace of the identity settle. Where least squares leave too large a difference somewhere, weights w grow with the difference there
/// (C. L. Lawson, 1961), which leads towards the least greatest difference. Nothing rests on it: it is where dynamic programming begins.
/// </remarks>
internal sealed class RidgeFit
{
    private const double Trace = 1e-9;
    private readonly int[] _directions;
    private readonly int _steps;
    private readonly double[] _nodes;

    private RidgeFit(int[] directions, int steps, double[] nodes) => (_directions, _steps, _nodes) = (directions, steps, nodes);

    /// <summary>The greatest difference on the grid.</summary>
    public double Difference { get; private init; }

    /// <summary>About how many knots the functions need: ∫ √|g''| of all of them.</summary>
    public double Bend
    {
        get
        {
            double sum = 0;
            for (int k = 0; k < _directions.Length; k++)
            {
                for (int i = 1; i < _steps; i++)
                {
                    sum += Math.Sqrt(Math.Abs(Node(k, i - 1) - (2 * Node(k, i)) + Node(k, i + 1)));
                }
            }

            return sum;
        }
    }

    /// <summary>The smoothest fit within a difference, or the nearest one that was found.</summary>
    /// <param name="directions">The numbers of the directions in <see cref="Direction.OfPlane"/>.</param>
    /// <param name="grid">f(i/s, j/s) at [i, j].</param>
    /// <param name="within">The difference that is good enough.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static RidgeFit Of(int[] directions, double[,] grid, double within, CancellationToken cancellationToken)
    {
        const int rounds = 12;
        RidgeFit? best = null;
        int steps = grid.GetLength(0) - 1;
        double[] weights = [.. Enumerable.Repeat(1.0, (steps + 1) * (steps + 1))];
        foreach (double penalty in (double[])[100, 1, 0.01, 1e-4])
        {
            cancellationToken.ThrowIfCancellationRequested();
            RidgeFit fit = Solve(directions, grid, weights, penalty);
            best = best is null || fit.Difference < best.Difference ? fit : best;
            if (fit.Difference <= within)
            {
                return fit;
            }
        }

        for (int round = 0; round < rounds && directions.Length > 1; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double sum = 0;
            for (int p = 0; p < weights.Length; p++)
            {
                weights[p] *= 0.05 + (Math.Abs(best!.Off(grid, p / (steps + 1), p % (steps + 1))) / best.Difference);
                sum += weights[p];
            }

            weights = [.. weights.Select(w => w * weights.Length / sum)];
            RidgeFit fit = Solve(directions, grid, weights, 1e-4);
            best = fit.Difference < best!.Difference ? fit : best;
            if (fit.Difference <= within)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>The value of the function of a direction at t.</summary>
    public double At(int direction, double t)
    {
        int k = Array.IndexOf(_directions, direction);
        double place = t * _steps;
        int cell = Math.Clamp((int)place, 0, _steps - 1);
        return Node(k, cell) + ((place - cell) * (Node(k, cell + 1) - Node(k, cell)));
    }

    private double Node(int k, int i) => _nodes[(k * (_steps + 1)) + i];

    private double Off(double[,] grid, int i, int j) =>
        grid[i, j] - _directions.Sum(d => At(d, Direction.OfPlane[d].At((double)i / _steps, (double)j / _steps)));

    private static RidgeFit Solve(int[] directions, double[,] grid, double[] weights, double penalty)
    {
        int steps = grid.GetLength(0) - 1, count = directions.Length * (steps + 1);
        double[][] matrix = [.. Enumerable.Range(0, count).Select(_ => new double[count])];
        double[] right = new double[count];
        var terms = new (int Node, double Part)[2 * directions.Length];
        for (int p = 0; p < weights.Length; p++)
        {
            (int i, int j) = (p / (steps + 1), p % (steps + 1));
            for (int k = 0; k < directions.Length; k++)
            {
                double place = Direction.OfPlane[directions[k]].At((double)i / steps, (double)j / steps) * steps;
                int cell = Math.Clamp((int)place, 0, steps - 1);
                terms[2 * k] = ((k * (steps + 1)) + cell, 1 - (place - cell));
                terms[(2 * k) + 1] = ((k * (steps + 1)) + cell + 1, place - cell);
            }

            foreach ((int a, double x) in terms)
            {
                right[a] += weights[p] * x * grid[i, j];
                foreach ((int b, double y) in terms)
                {
                    matrix[a][b] += weights[p] * x * y;
                }
            }
        }

        AddPenalty(matrix, directions.Length, steps, penalty);
        Cholesky(matrix, right);
        var fit = new RidgeFit(directions, steps, right);
        double difference = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            difference = Math.Max(difference, Math.Abs(fit.Off(grid, p / (steps + 1), p % (steps + 1))));
        }

        return new RidgeFit(directions, steps, right) { Difference = difference };
    }

    private static void AddPenalty(double[][] matrix, int functions, int steps, double penalty)
    {
        double[] second = [1, -2, 1];
        for (int k = 0; k < functions; k++)
        {
            for (int i = 0; i <= steps; i++)
            {
                int at = (k * (steps + 1)) + i;
                matrix[at][at] += Trace;
                for (int a = 0; i + 2 <= steps && a < 3; a++)
                {
                    for (int b = 0; b < 3; b++)
                    {
                        matrix[at + a][at + b] += penalty * second[a] * second[b];
                    }
                }
            }
        }
    }

    // The solution of matrix·x = right in the place of right; the matrix is symmetric and positive.
    private static void Cholesky(double[][] matrix, double[] right)
    {
        int n = right.Length;
        for (int i = 0; i < n; i++)
        {
            double[] row = matrix[i];
            for (int j = 0; j <= i; j++)
            {
                double sum = row[j];
                double[] other = matrix[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                row[j] = i == j ? Math.Sqrt(Math.Max(sum, Trace * Trace)) : sum / other[j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                right[i] -= matrix[i][k] * right[k];
            }

            right[i] /= matrix[i][i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                right[i] -= matrix[k][i] * right[k];
            }

            right[i] /= matrix[i][i];
        }
    }
}
