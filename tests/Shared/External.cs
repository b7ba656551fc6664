namespace QuantRelu.Tests.Shared;

/// <summary>What tests use beside .NET itself. A test that uses one says so: <c>[Needs(External.Z3)]</c>.</summary>
internal enum External
{
    /// <summary>The program that runs these tests. It is always there, and found without a PATH.</summary>
    Dotnet,

    /// <summary>sh, whose built-in kill sends signals.</summary>
    Shell,

    /// <summary>bash, for its completion.</summary>
    Bash,

    /// <summary>mkfifo, which makes a pipe with a name.</summary>
    Mkfifo,

    /// <summary>The device that is always full, which only some systems have.</summary>
    FullDevice,

    /// <summary>A folder in which nobody can write, which only some systems have.</summary>
    SealedFolder,

    /// <summary>gcc, or another compiler of C.</summary>
    CCompiler,

    /// <summary>dot of Graphviz.</summary>
    Graphviz,

    /// <summary>A python3.</summary>
    Python,

    /// <summary>A python3 that has the module onnx, such as Debian's own with python3-onnx.</summary>
    PythonOnnx,

    /// <summary>z3.</summary>
    Z3,

    /// <summary>sollya.</summary>
    Sollya,

    /// <summary>shellcheck, which finds faults of shell scripts.</summary>
    ShellCheck,

    /// <summary>iverilog and vvp, which compile and run Verilog.</summary>
    Iverilog,

    /// <summary>yosys, which synthesizes it.</summary>
    Yosys,

    /// <summary>verilator, which tests do without even where tools are required.</summary>
    Verilator,

    /// <summary>cvc5, which tests do without even where tools are required.</summary>
    Cvc5,
}
