using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Tetri.Browser.Tests;

/// <summary>An app that a shop builds with Vite, out of its own files and a package that it gets from the gateway.</summary>
internal static class ShopApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="framework">react, react-18 or vue.</param>
    /// <param name="files">index.html and what it loads.</param>
    /// <returns>The built page, whose script is /main.js, and that script.</returns>
    public static async Task<(string Page, string Script)> BuildAsync(Uri gateway, string framework, IEnumerable<(string Name, string Text)> files)
    {
        var folder = Directory.CreateTempSubdirectory("tetri-shop-");
        try
        {
            foreach (var (name, text) in files)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
            await InstallAsync(gateway, framework.Split('-')[0], folder.FullName);
            await BundleAsync(folder.FullName, framework);
            return (
                await File.ReadAllTextAsync(Path.Combine(folder.FullName, "dist/index.html")),
                await File.ReadAllTextAsync(Path.Combine(folder.FullName, "dist/main.js")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task InstallAsync(Uri gateway, string package, string folder)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        await using var packed = new GZipStream(await http.GetStreamAsync($"/latest/checkout-vue/{package}.tgz"), CompressionMode.Decompress);
        var modules = Directory.CreateDirectory(Path.Combine(folder, "node_modules/@tetri")).FullName;
        await TarFile.ExtractToDirectoryAsync(packed, modules, overwriteFiles: false);
        Directory.Move(Path.Combine(modules, "package"), Path.Combine(modules, package));
    }

    private static async Task BundleAsync(string folder, string framework)
    {
        var react = framework.StartsWith("react", StringComparison.Ordinal) ? framework : "react";
        using var node = Process.Start(new ProcessStartInfo("node", ["test/bundle-shop.mjs", folder, react])
        {
            WorkingDirectory = Path.Combine(GatewayProcess.Root, "web"),
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        var complaint = await node.StandardError.ReadToEndAsync(patience.Token);
        await node.WaitForExitAsync(patience.Token);
        Assert.True(node.ExitCode == 0, complaint);
    }
}
