namespace QuantRelu.Formats.C;

/// <summary>
/// Writes a network as one C99 file without dependencies, of integers, additions and shifts only: a raw integer r_i for each input
/// stands for x_i = offset + scale·r_i and becomes U_i next to u_i·2^p, u_i in [0, 1]; the output is Y = N(U·2^-p)·m·2^s exactly, m odd and 1 where
/// the weights are dyadic.
/// </summary>
/// <remarks>
/// <para>A network of up to 2^17 weights is written as its rows over integers, a statement for each, in which equal copies are one and no
/// value has more than p fraction bits. A larger one, over dyadic weights, keeps its blocks: copies are calls in a loop, units of a block that compute
/// the same are written once, and every value is an integer times 2^-s. Either way values are of the narrowest type that the range analysis proves every
/// partial sum to fit, a coefficient is a sum of shifts, and only values that are ≥ 0 are shifted, so nothing depends on how a machine shifts negative
/// numbers.</para>
/// <para>The file says by how much it may miss the target: the network's error and L·Σ|rounding of u_i|, L a Lipschitz constant in u.</para>
/// </remarks>
public static class CExport
{
    /// <summary>The most fraction bits of an input.</summary>
    public const int MostInputBits = 30;

    /// <summary>Writes the file for p fraction bits of u, with the standard raw integers.</summary>
    /// <param name="constructed">The network and its provenance.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="inputBits">p, 0 to 30.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <inheritdoc cref="CFile.Of"/>
    public static void Write(ConstructedNetwork constructed, Stream stream, int inputBits, CancellationToken cancellationToken = default) =>
        CFile.Of(constructed, new CExportOptions { InputBits = inputBits }).Write(stream, cancellationToken);
}
