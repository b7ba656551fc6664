namespace QuantRelu.Tests.Shared;

/// <summary>Where the files of the repository lie on this machine.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.GetFiles("*.sln").Length > 0)
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not lie in the folder of a solution.");
    }
}
