namespace QuantRelu.Targets;

/// <summary>Finds the known name that a misspelt one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>
    /// The known name at the smallest edit distance, upper and lower case being the same, if at most a third of the letters
    /// differ; the first one where several are equally near; null where none is near.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        const int longest = 32;
        if (name.Length > longest)
        {
            return null;
        }

        string lower = name.ToLowerInvariant();
        int tolerance = (name.Length + 1) / 3;
        return known
            .Where(candidate => candidate.Length > 1)
            .Select(candidate => (candidate, distance: Distance(lower, candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= tolerance)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The least number of letters inserted, removed, replaced or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        int[,] steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0 ? i + j : Step(i, j);
            }
        }

        return steps[a.Length, b.Length];

        int Step(int i, int j)
        {
            int replace = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            int best = Math.Min(replace, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return swapped ? Math.Min(best, steps[i - 2, j - 2] + 1) : best;
        }
    }
}
