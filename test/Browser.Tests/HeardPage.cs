using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>A page as a screen reader gets it: the browser's own accessibility tree, a line for each thing that is heard.</summary>
internal sealed class HeardPage(IPage page)
{
    private static readonly string[] States = ["focused", "required", "invalid", "modal", "disabled"];
    private static readonly string[] Silent = ["none", "generic", "InlineTextBox", "LineBreak"];

    /// <summary>Waits until the page is heard to say this.</summary>
    public async Task SaysAsync(string line)
    {
        var heard = await LinesAsync();
        for (var looks = 0; !heard.Contains(line); looks++)
        {
            Assert.True(looks < 100, $"Not heard: {line}\n{string.Join('\n', heard)}");
            await Task.Delay(50);
            heard = await LinesAsync();
        }
    }

    public async Task IsSilentOfAsync(string line) => Assert.DoesNotContain(line, await LinesAsync());

    /// <summary>Lines as in: textbox "Card number" focused required invalid: Enter the card number.</summary>
    private async Task<List<string>> LinesAsync()
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        try
        {
            var lines = new List<string>();
            var tree = await tools.SendAsync("Page.getFrameTree");
            await ReadAsync(tree!.Value.GetProperty("frameTree"));
            return lines;

            async Task ReadAsync(JsonElement frame)
            {
                JsonElement? answer;
                try
                {
                    answer = await tools.SendAsync("Accessibility.getFullAXTree", new() { ["frameId"] = frame.GetProperty("frame").GetProperty("id").GetString()! });
                }
                catch (PlaywrightException gone) when (gone.Message.Contains("Frame with the given frameId is not found", StringComparison.Ordinal))
                {
                    // A frame that left meanwhile says nothing.
                    return;
                }
                lines.AddRange(answer!.Value.GetProperty("nodes").EnumerateArray().Where(IsHeard).Select(LineOf));
                if (frame.TryGetProperty("childFrames", out var children))
                {
                    foreach (var child in children.EnumerateArray())
                        await ReadAsync(child);
                }
            }
        }
        finally
        {
            await tools.DetachAsync();
        }
    }

    private static bool IsHeard(JsonElement node) => !node.GetProperty("ignored").GetBoolean() && !Silent.Contains(TextOf(node, "role"));

    private static string LineOf(JsonElement node)
    {
        var states = node.GetProperty("properties").EnumerateArray()
            .Where(property => States.Contains(property.GetProperty("name").GetString()) && IsOn(property.GetProperty("value").GetProperty("value")))
            .Select(property => property.GetProperty("name").GetString());
        var description = TextOf(node, "description");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', [TextOf(node, "role"), $"\"{TextOf(node, "name")}\"", .. states])}{(description.Length == 0 ? "" : $": {description}")}");
    }

    private static bool IsOn(JsonElement value) => value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() is "true");

    private static string TextOf(JsonElement node, string member) =>
        node.TryGetProperty(member, out var text) && text.TryGetProperty("value", out var value) ? value.ToString().Replace('\u00a0', ' ') : "";
}
