using QuantRelu.Formats.Tables;

namespace QuantRelu.Studies.Growth;

/// <summary>The rows of studies of growth as one table for other programs.</summary>
public static class GrowthTable
{
    private static readonly (string Name, Func<GrowthCurve, GrowthRow, DataCell> Cell)[] Columns =
    [
        ("structure", (c, _) => c.Structure.Text()),
        ("dimension", (c, _) => c.Dimension),
        ("smoothness", (c, _) => c.Smoothness),
        ("quantization", (c, _) => c.Family.Quantization.Text()),
        ("lambda", (c, _) => c.Family.Limit),
        ("error", (_, r) => r.Error.ToString()),
        ("logError", (_, r) => r.LogError),
        ("logN", (c, r) => c.Target is null ? r.LogCells : default(DataCell)),
        ("logT", (c, r) => c.Target is null ? default(DataCell) : r.LogCells),
        ("r", (_, r) => r.Teeth),
        ("m", (_, r) => r.Nodes),
        ("t", (_, r) => r.Precision),
        ("depth", (_, r) => r.Counts.Depth),
        ("width", (_, r) => r.Counts.Width),
        ("units", (_, r) => r.Counts.Units),
        ("weights", (_, r) => r.Counts.Weights),
        ("bits", (_, r) => r.Counts.Bits),
        ("weightsPerPoint", (_, r) => r.PerPoint),
        ("depthConstant", (_, r) => r.DepthConstant),
        ("weightConstant", (_, r) => r.WeightConstant),
        ("theta", (_, r) => r.Theta),
        ("timesFree", (_, r) => r.TimesFree),
        ("timesFreeExpected", (_, r) => r.TimesFreeExpected),
        ("depthExponent", (_, r) => r.DepthExponent),
        ("pointExponent", (_, r) => r.PointExponent),
        ("errorExponent", (_, r) => r.ErrorExponent),
    ];

    /// <summary>One row for each network of the curves.</summary>
    public static DataTable Of(IReadOnlyList<GrowthCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new DataTable(
            [.. Columns.Select(c => c.Name)],
            curves.SelectMany(curve => curve.Rows.Select(row => (IReadOnlyList<DataCell>)[.. Columns.Select(c => c.Cell(curve, row))])));
    }
}
