using QuantRelu.Graph;

namespace QuantRelu.Formats.Binary;

/// <summary>
/// One block in the binary format: inputs, slots, layers; each layer its row lengths, the gaps between columns, which
/// connections are slots, the packed codes of the others, the slot numbers, which units have a bias, their packed codes.
/// </summary>
internal static class BlockCoder
{
    public static void Write(PayloadWriter writer, Block block, int bits)
    {
        writer.Write(block.Inputs);
        writer.Write(block.Slots);
        writer.Write(block.Depth);
        foreach (SparseLayer layer in block.Layers)
        {
            Write(writer, layer, bits);
        }
    }

    public static Block Read(PayloadReader reader, Codebook codebook)
    {
        // Unused inputs and slots cost a file nothing, but memory: real blocks read each input and set each slot somewhere.
        int inputs = reader.ReadCount("the inputs of a block", bitsEach: 1);
        int slots = reader.ReadCount("the slots of a block", bitsEach: 1);
        var layers = new SparseLayer[reader.ReadCount("the layers of a block")];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = ReadLayer(reader, codebook);
        }

        return new Block(inputs, layers, slots);
    }

    private static void Write(PayloadWriter writer, SparseLayer layer, int bits)
    {
        writer.Write(layer.Units);
        for (int i = 0; i < layer.Units; i++)
        {
            writer.Write(layer.RowStarts[i + 1] - layer.RowStarts[i]);
            int previous = -1;
            for (int k = layer.RowStarts[i]; k < layer.RowStarts[i + 1]; k++)
            {
                writer.Write(layer.Columns[k] - previous - 1);
                previous = layer.Columns[k];
            }
        }

        writer.WritePacked(layer.Codes.Select(c => c < 0 ? 1 : 0), 1);
        writer.WritePacked(layer.Codes.Where(c => c >= 0), bits);
        foreach (int slot in layer.Codes.Where(c => c < 0))
        {
            writer.Write(SparseLayer.SlotNumber(slot));
        }

        writer.WritePacked(layer.Biases.Select(b => b == SparseLayer.NoBias ? 0 : 1), 1);
        writer.WritePacked(layer.Biases.Where(b => b != SparseLayer.NoBias), bits);
    }

    private static SparseLayer ReadLayer(PayloadReader reader, Codebook codebook)
    {
        int units = reader.ReadCount("the units of a layer");
        var rowStarts = new int[units + 1];
        var columns = new List<int>();
        for (int i = 0; i < units; i++)
        {
            int length = reader.ReadCount("the connections of a unit");
            int previous = -1;
            for (int k = 0; k < length; k++)
            {
                previous = checked(previous + 1 + reader.Read("a column", int.MaxValue - 1));
                columns.Add(previous);
            }

            rowStarts[i + 1] = columns.Count;
        }

        int bits = codebook.BitsPerCode;
        ImmutableArray<bool> isSlot = reader.ReadPacked("the slot marks", columns.Count, 1, 2, b => b == 1);
        ImmutableArray<int> fixedCodes = reader.ReadPacked("the weights", isSlot.Count(s => !s), bits, codebook.Count, c => c);
        var codes = new int[columns.Count];
        int next = 0;
        for (int k = 0; k < codes.Length; k++)
        {
            codes[k] = isSlot[k] ? 0 : fixedCodes[next++];
        }

        for (int k = 0; k < codes.Length; k++)
        {
            codes[k] = isSlot[k] ? SparseLayer.Slot(reader.Read("a slot", int.MaxValue - 1)) : codes[k];
        }

        ImmutableArray<bool> hasBias = reader.ReadPacked("the bias marks", units, 1, 2, b => b == 1);
        ImmutableArray<int> biasCodes = reader.ReadPacked("the biases", hasBias.Count(b => b), bits, codebook.Count, c => c);
        next = 0;
        ImmutableArray<int> biases = [.. hasBias.Select(b => b ? biasCodes[next++] : SparseLayer.NoBias)];
        return new SparseLayer([.. rowStarts], [.. columns], [.. codes], biases);
    }
}
