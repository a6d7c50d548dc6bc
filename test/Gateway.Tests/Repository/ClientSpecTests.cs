using System.Text.Json;
using System.Text.RegularExpressions;
using Tetri.Protocol.Members;
using Tetri.Tests.Protocol;
using YamlDotNet.RepresentationModel;

namespace Tetri.Tests.Repository;

/// <summary>The gateway and spec/client, which every client library is held to, agree.</summary>
public partial class ClientSpecTests
{
    /// <summary>Not of a client: a link without a signature, and an older name of fiscal_data.</summary>
    private static readonly string[] NotOfAClient = ["get_atol_logs"];

    private static readonly JsonElement[] Operations = [.. SpecFiles.Read("client/operations.json").GetProperty("operations").EnumerateArray()];

    [Fact]
    public void EveryRouteOfTheGateway_IsAnOperationOfTheClients_AndTheOtherWayRound()
    {
        var routes = Routes().Select(route => route.Path).Except(NotOfAClient);

        Assert.Equal(routes.Order(), Operations.Select(Path).Distinct().Order());
    }

    [Fact]
    public void WhatTheClientsAreToldOfAnEndpoint_IsWhatTheGatewayDemands()
    {
        var tables = Routes().ToDictionary(route => route.Path, route => (MemberTable)typeof(Endpoints).GetProperty(route.Table)!.GetValue(null)!);
        foreach (var operation in Operations)
        {
            var table = tables[Path(operation)];
            var set = operation.TryGetProperty("adds", out var adds) ? adds.EnumerateObject().Select(member => member.Name).ToArray() : [];
            var demanded = table.Rules.Where(rule => rule.Mandatory).Select(rule => rule.Name).Except(["merchant_id", "signature", .. set]);

            Assert.Equal((Name(operation), table.Key == MerchantKey.Credit), (Name(operation), operation.GetProperty("key").GetString() == "credit"));
            // A client may ask for more: without a wallet there is a card.
            Assert.Subset(Texts(operation, "must").ToHashSet(), demanded.ToHashSet());
            Assert.All(Texts(operation, "must"), member => Assert.True(table.Knows(member), $"{Name(operation)} must have {member}"));
            Assert.All(set, member => Assert.True(table.Knows(member), $"{Name(operation)} sets {member}"));
            Assert.Subset(Spoken(table), Texts(operation, "versions").ToHashSet());
            if (table.JsonOnly || table.Versions == SpokenVersions.Only20)
                Assert.Equal(["json"], Texts(operation, "formats"));
        }
    }

    [Fact]
    public void OperationsSentWithAnIdempotencyKey_AreThoseThatTakeOne()
    {
        var taking = ((YamlMappingNode)Document()["paths"]).Children
            .Where(path => ((YamlMappingNode)path.Value).Children.TryGetValue("post", out var post) && ((YamlMappingNode)post).Children.TryGetValue("parameters", out var all)
                && ((YamlSequenceNode)all).Any(parameter => parameter["$ref"].ToString().EndsWith("/IdempotencyKey", StringComparison.Ordinal)))
            .Select(path => path.Key.ToString()["/api/".Length..]);

        // The clients do not send one with a payout yet (spec/client/README.md).
        string[] payouts = ["p2pcredit", "ibancredit"];
        Assert.Subset(taking.ToHashSet(), payouts.ToHashSet());
        Assert.Equal(taking.Except(payouts).Order(), Operations.Where(operation => operation.GetProperty("repeat").GetString() == "key").Select(Path).Distinct().Order());
    }

    [Fact]
    public void MembersThatClientsReadOfAnAnswer_AreInTheContract()
    {
        var answers = SpecFiles.Read("client/answers.json").GetProperty("answers");
        var contract = Contract();
        (string Answer, string Schema)[] pairs =
        [
            ("order", "FinalResponse"), ("capture", "CaptureAnswer"), ("reversal", "ReverseAnswer"), ("settlement", "SettlementAnswer"),
            ("transactions", "Transaction"), ("subscription", "SubscriptionAnswer"), ("checkout", "CheckoutUrl"), ("token", "CheckoutToken"), ("fiscal", "FiscalDataAnswer"),
        ];
        foreach (var (answer, schema) in pairs)
            foreach (var member in answers.GetProperty(answer).EnumerateObject())
                Assert.True(((YamlMappingNode)contract[schema]["properties"]).Children.ContainsKey(member.Name), $"{schema} has no {member.Name}");
    }

    [Fact]
    public void CurrenciesOfTheClients_HaveTheDecimalsOfTheGateway()
    {
        foreach (var decimals in SpecFiles.Read("client/money.json").EnumerateObject().Where(group => group.Name != "about"))
            foreach (var currency in decimals.Value.EnumerateArray())
                Assert.Equal(int.Parse(decimals.Name, null), Tetri.Payments.Currency.Find(currency.GetString()!)!.Decimals);
    }

    [Fact]
    public void CodesOfRefusalsInTheCases_AreCodesOfTheGateway()
    {
        var known = SpecFiles.Read("error-codes.json").EnumerateArray().Select(code => code.GetProperty("code").GetInt32()).ToHashSet();
        var folder = System.IO.Path.Combine(Conformance.Spec.Root, "spec/client");
        var named = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .SelectMany(file => Code.Matches(File.ReadAllText(file)).Select(match => int.Parse(match.Groups[1].Value, null)))
            .Where(code => code != UnknownOnPurpose)
            .ToHashSet();

        Assert.True(named.Count > 5);
        Assert.Subset(known, named);
    }

    private const int UnknownOnPurpose = 1999;

    private static HashSet<string> Spoken(MemberTable table) => table.Versions switch
    {
        SpokenVersions.Only20 => ["2.0"],
        SpokenVersions.Flat => ["1.0", "1.0.1"],
        _ => ["1.0", "1.0.1", "2.0"],
    };

    private static YamlMappingNode Contract() => (YamlMappingNode)Document()["components"]["schemas"];

    private static YamlNode Document()
    {
        using var reader = new StreamReader(System.IO.Path.Combine(Conformance.Spec.Root, "spec/openapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }

    private static IEnumerable<(string Path, string Table)> Routes() =>
        Route.Matches(File.ReadAllText(System.IO.Path.Combine(Conformance.Spec.Root, "src/Gateway/Program.cs"))).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static string Name(JsonElement operation) => operation.GetProperty("name").GetString()!;

    private static string Path(JsonElement operation) => operation.GetProperty("path").GetString()!;

    private static string[] Texts(JsonElement operation, string name) => [.. operation.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    [GeneratedRegex(@"MapProtocol\(""([\w/]+)"", Endpoints\.(\w+),")]
    private static partial Regex Route { get; }

    [GeneratedRegex(@"""code"": (\d{4})\b")]
    private static partial Regex Code { get; }
}
