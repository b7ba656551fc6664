namespace QuantRelu.Certification.SeveralDimensions;

/// <content>Weighted sums.</content>
internal sealed partial class PolynomialModel
{
    /// <summary>Adds up weighted models, and what that rounds, term by term: a sum without rounding is exact.</summary>
    internal sealed class Sum(ModelSpace space)
    {
        // Of smaller products the rounding may not be a double.
        private const double LeastProduct = 1e-250;
        private readonly double[] _sum = new double[space.Count];
        private double[] _residues = [];
        private double _residueSize;
        private double _radius;
        private int _terms;

        /// <summary>Adds a constant.</summary>
        public void Add(Weight constant)
        {
            if (constant != default)
            {
                _radius += constant.Error + Math.Abs(Added(0, constant.Value));
                _terms++;
            }
        }

        /// <summary>Adds a model times a weight.</summary>
        public void Add(Weight weight, PolynomialModel model)
        {
            double size = 0, rounded = 0;
            for (int i = 0; i < _sum.Length; i++)
            {
                double c = model._coefficients[i];
                if (c != 0)
                {
                    double product = weight.Value * c;
                    rounded += Math.Abs(Math.FusedMultiplyAdd(weight.Value, c, -product)) + Math.Abs(Added(i, product))
                        + (Math.Abs(product) < LeastProduct && weight.Value != 0 ? Smallest : 0);
                    size += Math.Abs(c);
                }
            }

            _radius += rounded + ((Math.Abs(weight.Value) + weight.Error) * model.Radius) + (weight.Error * (size + model.ResidueSize));
            AddResidues(weight.Value, model);
            _terms++;
        }

        /// <summary>The model of the sum.</summary>
        public PolynomialModel Total()
        {
            // Factors are sums of products: each errs by less than (terms + 2)·2^-52 of the magnitudes.
            double radius = _radius + ((_terms + 2) * Epsilon * _residueSize * Inflation);
            return new(space, _sum, _residues, radius == 0 ? 0 : (radius + Smallest) * (Inflation + (4 * _terms * Epsilon)));
        }

        private void AddResidues(double weight, PolynomialModel model)
        {
            if (_residues.Length < model._residues.Length)
            {
                Array.Resize(ref _residues, model._residues.Length);
            }

            for (int j = 0; j < model._residues.Length; j++)
            {
                _residues[j] += weight * model._residues[j];
            }

            _residueSize += Math.Abs(weight) * model.ResidueSize;
        }

        // What s = a + b rounds, exactly (Knuth).
        private double Added(int i, double b)
        {
            double a = _sum[i], s = a + b, part = s - a;
            _sum[i] = s;
            return (a - (s - part)) + (b - part);
        }
    }
}
