using System.Diagnostics;

namespace Tetri.Tests.Commands;

/// <summary>How a run of the executable ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    public static async Task<Run> OfAsync(string dataFolder, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tetri"), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Tetri__DataFolder"] = dataFolder },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await error);
    }
}
