using System.Text.Json.Nodes;

namespace Tetri.Client.Tests;

internal static class Spec
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, path)))!;

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Tetri.slnx")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Tetri.slnx"));
}
