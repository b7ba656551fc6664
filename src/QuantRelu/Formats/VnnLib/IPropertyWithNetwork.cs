using System.Security.Cryptography;

namespace QuantRelu.Formats.VnnLib;

/// <summary>A property and the network that it is about: two files that belong together.</summary>
public interface IPropertyWithNetwork
{
    /// <summary>Writes the network, an ONNX model.</summary>
    /// <exception cref="ArgumentException">The matrices would take more than one file can hold.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    void WriteNetwork(Stream stream, CancellationToken cancellationToken = default);

    /// <summary>Writes the property.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="network">The name of the network's file, which the property names beside its digest.</param>
    /// <param name="version">The version of the language.</param>
    void WriteProperty(Stream stream, string network, VnnLibVersion version = VnnLibVersion.One);

    /// <summary>The SHA-256 of what <see cref="WriteNetwork"/> writes, in hexadecimal digits.</summary>
    internal sealed string DigestOfNetwork()
    {
        using var sha = SHA256.Create();
        using (var hashed = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
        {
            WriteNetwork(hashed);
        }

        return Convert.ToHexStringLower(sha.Hash!);
    }
}
