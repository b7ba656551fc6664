using QuantRelu.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
