using System.Diagnostics;

namespace Tetri.Bench.Servers;

/// <summary>Programs that the bench runs.</summary>
internal static class Command
{
    private static readonly bool IsRoot = Environment.UserName == "root";

    /// <summary>Starts a program whose output goes to a file. It keeps the process id that is given here.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string output, IEnumerable<(string Name, string Value)>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"exec \"$@\" > '{output}' 2>&1", "sh", program } };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var output = Path.Combine(Folders.Builds, "command.log");
        using var process = Start(program, arguments, output);
        await process.WaitForExitAsync();
        var text = await File.ReadAllTextAsync(output);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {text}");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    public static Task<string> RunAsPostgresAsync(string program, params IEnumerable<string> arguments) =>
        IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments]) : RunAsync(program, arguments);

    public static Task GiveToPostgresAsync(string folder) => IsRoot ? RunAsync("chown", "postgres", folder) : Task.CompletedTask;
}
