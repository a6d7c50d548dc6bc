using System.Globalization;

namespace Tetri.Store;

/// <summary>A numbered script of Migrations/, carried by the assembly. Scripts that have been released never change.</summary>
internal sealed record MigrationScript(long Number, string Name, string Sql)
{
    /// <summary>An engine's scripts in their order.</summary>
    public static IEnumerable<MigrationScript> Of(string engine)
    {
        var assembly = typeof(MigrationScript).Assembly;
        var folder = $"migrations/{engine}/";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[folder.Length..];
            yield return new MigrationScript(long.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
