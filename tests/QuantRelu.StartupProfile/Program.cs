using QuantRelu.StartupProfile;

// Records what generic code is compiled while the command runs, and writes it to src/QuantRelu.Cli/Startup, by which it is compiled when packing.
// Run it from the folder of the solution when the check of the packages says that too much is compiled at the start.
string scratch = Directory.CreateTempSubdirectory("quantrelu").FullName;
try
{
    string command = PublishedCommand.Publish(Path.Combine(scratch, "command"));
    CompiledMethod[] methods = [.. TypicalCommands.Record(command, Path.Combine(scratch, "work"))];
    string profiles = Directory.CreateDirectory(Path.Combine("src", "QuantRelu.Cli", "Startup")).FullName;
    int written = new ProfileWriter(Path.GetDirectoryName(command)!).Write(methods, profiles);
    Console.WriteLine($"{methods.Length:N0} methods of generic code were compiled while the command ran; {written:N0} are in {profiles}");
}
finally
{
    Directory.Delete(scratch, recursive: true);
}
