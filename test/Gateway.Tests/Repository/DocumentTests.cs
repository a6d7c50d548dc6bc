using System.Text.RegularExpressions;
using Tetri.Tests.Conformance;
using YamlDotNet.RepresentationModel;

namespace Tetri.Tests.Repository;

/// <summary>What the documents name must be there, and what is there must be documented.</summary>
public partial class DocumentTests
{
    [Fact]
    public void FilesNamedInArchitecture_Exist()
    {
        var named = FileName.Matches(Read("ARCHITECTURE.md")).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.True(named.Length > 20);
        foreach (var file in named)
            Assert.True(Path.Exists(Path.Combine(Spec.Root, file)) || Path.Exists(Path.Combine(Spec.Root, "src/Gateway", file)), $"ARCHITECTURE.md names {file}");
    }

    [Fact]
    public void EveryProtocolRoute_HasASpecEntry_ACase_AndAReferencePage()
    {
        var routes = Route.Matches(Read("src/Gateway/Program.cs")).Select(match => $"/api/{match.Groups[1].Value}").ToArray();
        Assert.NotEmpty(routes);
        var paths = SpecPaths();
        var cases = string.Concat(Directory.GetFiles(Spec.Folder("conformance"), "*.json").Select(File.ReadAllText));
        var pages = string.Concat(Directory.GetFiles(Path.Combine(Spec.Root, "docs/reference"), "*.md").Select(File.ReadAllText));
        foreach (var route in routes)
        {
            Assert.Contains(route, paths);
            Assert.Contains($"\"{route}", cases);
            Assert.Contains(route, pages);
        }
    }

    [Fact]
    public void LinksBetweenDocuments_LeadSomewhere()
    {
        foreach (var page in Directory.GetFiles(Spec.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Spec.Root, "docs"), "*.md", SearchOption.AllDirectories)))
            foreach (Match link in Link.Matches(File.ReadAllText(page)))
            {
                var target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value.Split('#')[0]);
                Assert.True(Path.Exists(target), $"{Path.GetRelativePath(Spec.Root, page)} links to {link.Groups[1].Value}");
            }
    }

    private static List<string> SpecPaths()
    {
        using var reader = new StreamReader(Path.Combine(Spec.Root, "spec/openapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var paths = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode).Children["paths"];
        return [.. paths.Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Spec.Root, file));

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|sql|md|json|yaml|sh|ts|tsx))`")]
    private static partial Regex FileName { get; }

    [GeneratedRegex(@"Map(?:Protocol\(""|Unsigned\(""/api/)([\w/]+)""")]
    private static partial Regex Route { get; }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)\s]+)\)")]
    private static partial Regex Link { get; }
}
