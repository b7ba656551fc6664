namespace QuantRelu.Formats.Onnx;

/// <summary>The numbers of onnx.proto, for what is written and what is read.</summary>
internal static class OnnxFields
{
    /// <summary>ModelProto.</summary>
    public static class Model
    {
        public const int IrVersion = 1;
        public const int Producer = 2;
        public const int Documentation = 6;
        public const int Graph = 7;
        public const int Operators = 8;
        public const int Properties = 14;
        public const int Functions = 25;
    }

    /// <summary>OperatorSetIdProto, and StringStringEntryProto, where the second is the value.</summary>
    public static class Pair
    {
        public const int Name = 1;
        public const int Value = 2;
    }

    /// <summary>GraphProto.</summary>
    public static class Graph
    {
        public const int Nodes = 1;
        public const int Name = 2;
        public const int Tensors = 5;
        public const int Inputs = 11;
        public const int Outputs = 12;
        public const int Values = 13;
        public const int SparseTensors = 15;
    }

    /// <summary>NodeProto.</summary>
    public static class Node
    {
        public const int Inputs = 1;
        public const int Outputs = 2;
        public const int Name = 3;
        public const int Operator = 4;
        public const int Attributes = 5;
        public const int Domain = 7;
    }

    /// <summary>AttributeProto.</summary>
    public static class Attribute
    {
        public const int Name = 1;
        public const int Single = 2;
        public const int Integer = 3;
        public const int Text = 4;
        public const int Tensor = 5;
        public const int Singles = 7;
        public const int Integers = 8;
        public const int Type = 20;
        public const int IntegerType = 2;
        public const int TextType = 3;
    }

    /// <summary>TensorProto.</summary>
    public static class Tensor
    {
        public const int Dimensions = 1;
        public const int Type = 2;
        public const int Segment = 3;
        public const int Singles = 4;
        public const int ShortIntegers = 5;
        public const int Integers = 7;
        public const int Name = 8;
        public const int Raw = 9;
        public const int Doubles = 10;
        public const int ExternalData = 13;
        public const int Location = 14;
    }

    /// <summary>ValueInfoProto; TypeProto, whose first is a tensor's type; its shape, and that shape's dimensions.</summary>
    public static class Value
    {
        public const int Name = 1;
        public const int Type = 2;
        public const int TensorType = 1;
        public const int ElementType = 1;
        public const int Shape = 2;
        public const int Dimensions = 1;
        public const int Length = 1;
        public const int LengthName = 2;
    }
}
