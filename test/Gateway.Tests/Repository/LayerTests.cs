using System.Text.RegularExpressions;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Repository;

/// <summary>Keeps true who may know whom (ARCHITECTURE.md). It reads the using lines, so a new dependency shows in the place where it is made.</summary>
public partial class LayerTests
{
    private static readonly string Source = Path.Combine(Spec.Root, "src", "Gateway");

    // Nouns and their rules, as opposed to operations, which work with the store and the connector.
    private static readonly string[] DomainFiles =
    [
        "Orders/Order.cs", "Orders/OrderState.cs", "Orders/OrderTerms.cs", "Payments/Payment.cs", "Payments/Transaction.cs", "Payments/Money.cs",
        "Payments/Split.cs", "Payments/Apportionment.cs",
        "Payments/Currency.cs", "Payments/PayerReference.cs", "Callbacks/Callback.cs", "Merchants/Merchant.cs", "Merchants/MerchantSettings.cs",
        "Merchants/KnownMerchants.cs", "Cards/CardNumber.cs", "Cards/CardExpiry.cs", "Cards/CardSession.cs",
        "Cards/Rectoken.cs", "Subscriptions/Schedule.cs", "Accounts/Account.cs", "Accounts/Movements.cs", "Payments/Iban.cs",
    ];

    private static readonly string[] Domain =
        ["Tetri.Orders", "Tetri.Payments", "Tetri.Accounts", "Tetri.Callbacks", "Tetri.Merchants", "Tetri.Cards", "Tetri.Subscriptions"];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Orders"] = [.. Domain, "Tetri.Store", "Tetri.Protocol.Errors", "Tetri.Operations"],
        ["Payments"] = [.. Domain, "Tetri.Store", "Tetri.Connectors", "Tetri.Protocol.Errors", "Tetri.Operations"],
        ["Accounts"] = [.. Domain, "Tetri.Store"],
        ["Cards"] = ["Tetri.Cards", "Tetri.Store"],
        ["Merchants"] = [.. Domain, "Tetri.Store"],
        ["Protocol"] = [.. Domain, "Tetri.Protocol"],
        ["Connectors"] = ["Tetri.Connectors", "Tetri.Payments", "Tetri.Cards"],
        ["Callbacks"] = [.. Domain, "Tetri.Store", "Tetri.Protocol", "Tetri.Operations"],
        ["Subscriptions"] = [.. Domain, "Tetri.Store", "Tetri.Protocol.Errors"],
        ["Store"] = [.. Domain, "Tetri.Store"],
        ["Checkout"] = [.. Domain, "Tetri.Checkout", "Tetri.Store", "Tetri.Protocol", "Tetri.Connectors"],
        ["Tls"] = ["Tetri.Tls"],
        ["Demo"] = ["Tetri.Demo"],
        ["Sandbox"] = ["Tetri.Sandbox", "Tetri.Store"],
        ["Commands"] = [.. Domain, "Tetri.Store", "Tetri.Protocol", "Tetri.Commands"],
    };

    public static TheoryData<string> Folders() => [.. MayUse.Keys.Where(folder => Directory.Exists(Path.Combine(Source, folder)))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesOnlyWhatItMay(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
            foreach (var used in UsedBy(file))
                Assert.True(MayUse[folder].Any(allowed => used == allowed || used.StartsWith(allowed + '.', StringComparison.Ordinal)), $"{Name(file)} uses {used}");
    }

    [Fact]
    public void DomainFiles_KnowOnlyEachOther()
    {
        foreach (var file in DomainFiles)
        {
            foreach (var used in UsedBy(Path.Combine(Source, file)))
                Assert.True(Domain.Contains(used), $"{file} uses {used}");
            Assert.DoesNotContain("Microsoft.AspNetCore", File.ReadAllText(Path.Combine(Source, file)));
        }
    }

    [Fact]
    public void OnlyTheEdge_KnowsHttpContext()
    {
        string[] edge = ["Protocol", "Checkout", "Connectors", "Demo", "Sandbox", "Operations"];
        foreach (var file in Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource))
            if (!edge.Contains(Name(file).Split('/')[0]))
                Assert.False(HttpContextWord.IsMatch(File.ReadAllText(file)), $"{Name(file)} knows HttpContext");
    }

    [Fact]
    public void OnlyTheStoreAndTheSimulatorsLedger_HoldSql()
    {
        foreach (var file in Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource))
            if (!Name(file).StartsWith("Store/", StringComparison.Ordinal) && Name(file) != "Connectors/Simulator/Ledger.cs")
                Assert.False(Sql.IsMatch(File.ReadAllText(file)), $"{Name(file)} holds SQL");
    }

    [Fact]
    public void MoneyNeverFloats()
    {
        string[] folders = ["Orders", "Payments", "Accounts", "Store", "Merchants", "Callbacks", "Cards", "Connectors", "Checkout", "Subscriptions"];
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories)))
            Assert.False(FloatingType.IsMatch(File.ReadAllText(file)), $"{Name(file)} uses a floating type");
    }

    [Fact]
    public void NoFile_IsNamedForNoNoun()
    {
        foreach (var file in Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource))
            Assert.DoesNotMatch("(Utils?|Helpers?|Manager|Service|Common)\\.cs$", file);
    }

    private static IEnumerable<string> UsedBy(string file)
    {
        var text = File.ReadAllText(file);
        var body = UsingOrNamespace.Replace(text, "");
        return UsingLine.Matches(text).Concat(QualifiedName.Matches(body)).Select(match => match.Groups[1].Value)
            .Where(used => used != "Tetri").Distinct(StringComparer.Ordinal);
    }

    private static bool IsSource(string file) => !Name(file).StartsWith("obj/", StringComparison.Ordinal) && !Name(file).StartsWith("bin/", StringComparison.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(Source, file).Replace('\\', '/');

    [GeneratedRegex(@"^\s*using (?:static )?(Tetri(?:\.\w+)*?)(?:\.Members\.\w+)?;", RegexOptions.Multiline)]
    private static partial Regex UsingLine { get; }

    [GeneratedRegex(@"^\s*(?:using|namespace) .*$", RegexOptions.Multiline)]
    private static partial Regex UsingOrNamespace { get; }

    [GeneratedRegex(@"(?<![\w.])(Tetri\.(?:Orders|Payments|Accounts|Callbacks|Merchants|Cards|Subscriptions|Store|Protocol|Connectors|Checkout|Demo))\.\w+")]
    private static partial Regex QualifiedName { get; }

    [GeneratedRegex(@"\b(?:double|float|decimal)\b")]
    private static partial Regex FloatingType { get; }

    [GeneratedRegex(@"\bHttpContext\b")]
    private static partial Regex HttpContextWord { get; }

    [GeneratedRegex(@"""(?:SELECT |INSERT |UPDATE \w+ SET|DELETE FROM)", RegexOptions.IgnoreCase)]
    private static partial Regex Sql { get; }
}
