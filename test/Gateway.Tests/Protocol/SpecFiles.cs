using System.Text.Json;

namespace Tetri.Tests.Protocol;

/// <summary>Opens the files of spec/, wherever the tests run from.</summary>
internal static class SpecFiles
{
    public static JsonElement Read(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tetri.slnx")))
            folder = folder.Parent;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "spec", name)));
        return document.RootElement.Clone();
    }
}
