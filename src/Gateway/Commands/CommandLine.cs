using System.CommandLine;
using System.CommandLine.Help;

namespace Tetri.Commands;

/// <summary>The words after <c>tetri</c> (docs/operate/command-line.md). Without any, the gateway serves.</summary>
internal static class CommandLine
{
    private const int Refused = 1;
    private const int WrongUsage = 2;

    /// <summary>The host's own settings; all others have a colon in their name, as in <c>--Tetri:Mode</c>.</summary>
    private static readonly string[] HostSettings =
        ["urls", "http_ports", "https_ports", "environment", "contentroot", "applicationname", "allowedhosts", "shutdowntimeoutseconds"];

    public static async Task<int> RunAsync(string[] arguments, Func<string[], Task> serve)
    {
        var (words, settings) = Split(arguments);
        try
        {
            if (words.Count > 0)
                return await RunCommandAsync(words, settings, serve);
            await serve(settings);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Refused;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{error.Message} The gateway's files are in Tetri:DataFolder; who runs it must be able to write there.");
            return Refused;
        }
    }

    private static async Task<int> RunCommandAsync(List<string> words, string[] settings, Func<string[], Task> serve)
    {
        var root = new RootCommand("Tetri, a payment gateway. Without a command it serves; settings are given as --Name:Of:Setting=value or in the environment.")
        {
            MerchantsCommand.Create(settings),
            CallbacksCommand.Create(settings),
            RectokensCommand.Create(settings),
            KeysCommand.Create(settings),
            CheckCommand.Create(settings),
        };
        root.SetAction(async _ => await serve(settings));
        var parsed = root.Parse(words);
        parsed.InvocationConfiguration.EnableDefaultExceptionHandler = false;
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync();
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync();
        parsed.InvocationConfiguration.Output = Console.Error;
        new HelpAction().Invoke(parsed);
        return WrongUsage;
    }

    /// <summary>Settings may stand anywhere, before or behind a command's words.</summary>
    private static (List<string> Words, string[] Settings) Split(string[] arguments)
    {
        var words = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!IsSetting(arguments[i]))
            {
                words.Add(arguments[i]);
                continue;
            }
            settings.Add(arguments[i]);
            if (!arguments[i].Contains('=', StringComparison.Ordinal) && i + 1 < arguments.Length)
                settings.Add(arguments[++i]);
        }
        return (words, [.. settings]);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = argument[2..].Split('=', 2)[0];
        return name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
