using QuantRelu.Cli;

return await CommandTree.Root().Parse(args).InvokeAsync();
