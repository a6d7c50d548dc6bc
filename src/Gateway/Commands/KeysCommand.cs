using System.CommandLine;
using System.Globalization;
using Tetri.Cards;

namespace Tetri.Commands;

/// <summary><c>tetri keys</c>: the master keys, which of them stored cards are sealed under, and adding a new one.</summary>
internal static class KeysCommand
{
    public static Command Create(string[] settings) => new("keys", "The master keys that cards are encrypted with.")
    {
        List(settings), Rotate(settings),
    };

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists the master keys by number, and how many stored cards are sealed under each. Never shows a key.");
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            var ring = KeyRing.Open(opened.Configuration, opened.Options);
            var counts = (await opened.Store.CountRectokensByKeyAsync(cancellation)).ToDictionary(count => count.KeyId, count => count.Count);
            var table = Table.WithHead("KEY", "", "STORED CARDS");
            foreach (var id in ring.Ids.Union(counts.Keys).OrderDescending())
                table.Add(Text(id), id == ring.IdInUse ? "in use" : ring.Ids.Contains(id) ? "" : "missing", Text(counts.GetValueOrDefault(id)));
            table.Write(parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static Command Rotate(string[] settings)
    {
        var command = new Command("rotate", "Adds a new master key. Cards are sealed anew with it once the gateway was restarted.");
        command.SetAction(parsed =>
        {
            var configuration = WebApplication.CreateSlimBuilder(settings).Configuration;
            var added = KeyRing.Add(configuration, GatewayOptions.Read(configuration));
            var output = parsed.InvocationConfiguration.Output;
            if (added.File is not null)
            {
                output.WriteLine($"Master key {Text(added.Id)} is in {added.File}. Restart the gateway: it seals stored cards anew within a few minutes.");
                return;
            }
            output.WriteLine(added.Before is { } before
                ? $"Put this into Tetri:MasterKeys and restart. Several nodes: with Tetri:MasterKeyInUse={Text(before)} until all of them have it, then without."
                : "Put this into Tetri:MasterKeys, and keep it outside the database:");
            output.WriteLine();
            output.WriteLine(added.Value);
        });
        return command;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
