// Choosing λ: what the theorem says about the best number of weight values, and what networks really cost.
using System.Globalization;
using QuantRelu;
using QuantRelu.Bounds;
using QuantRelu.Studies;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var optimum = new OptimalBitWidth(dimension: 1, smoothness: 2, error: 0.01);
Console.WriteLine($"Section 6: the bound is least at λ = {optimum.Lambda:F3}, among whole numbers at {optimum.WholeLambda}");

var options = new StudyOptions(Rational.Parse("0.01"), Lambdas: [2, 3, 4, 8]) { Smoothness = 2, Samples = 1000 };
StudyRow[] rows = [.. QuantizationStudy.Run(Target.Parse("sin(2*pi*x)/(2*pi)"), options)];
foreach (StudyRow row in rows)
{
    string name = row.Family.IsFree ? "free weights" : $"{row.Family.Quantization.ToString().ToLowerInvariant()}, λ = {row.Family.Limit}";
    Console.WriteLine($"{name,-18} depth {row.Counts.Depth,3} {row.Counts.Weights,10:N0} weights {row.Counts.Bits,10:N0} bits");
}

StudyRow least = rows.MinBy(row => row.Counts.Bits)!;
Console.WriteLine($"fewest bits: {least.Family.Quantization.ToString().ToLowerInvariant()}, λ = {least.Family.Limit}");
