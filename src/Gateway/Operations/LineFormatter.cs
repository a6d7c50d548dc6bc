using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tetri.Operations;

/// <summary>One line a person can read: time, level, message and the id of the request it belongs to.</summary>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "tetri";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(TimeProvider.System.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.Write(Label(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" "));
        if (RequestId(scopeProvider) is { } id)
        {
            textWriter.Write(" [");
            textWriter.Write(id);
            textWriter.Write(']');
        }

        textWriter.WriteLine();
        if (logEntry.Exception is { } exception) textWriter.WriteLine(exception.ToString());
    }

    private static string Label(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "WARN ",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    private static string? RequestId(IExternalScopeProvider? scopes)
    {
        var found = new string?[1];
        scopes?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is not IReadOnlyList<KeyValuePair<string, object?>> members) return;
                foreach (var member in members)
                    if (member.Key == RequestLog.ScopeMember) found[0] = member.Value?.ToString();
            },
            found);
        return found[0];
    }
}
