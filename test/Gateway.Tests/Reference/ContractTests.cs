using Tetri.Protocol.Members;
using YamlDotNet.RepresentationModel;

namespace Tetri.Tests.Reference;

/// <summary>spec/openapi.yaml, as it is served, says what the code does.</summary>
public sealed class ContractTests
{
    private static readonly YamlMappingNode Contract = Load();

    public static TheoryData<string> Tables =>
    [
        nameof(Endpoints.CheckoutUrl), nameof(Endpoints.StatusByOrderId), nameof(Endpoints.StatusByPaymentId), nameof(Endpoints.DirectStep1),
        nameof(Endpoints.DirectStep2), nameof(Endpoints.Recurring), nameof(Endpoints.Capture), nameof(Endpoints.ReverseByOrderId), nameof(Endpoints.ReverseByPaymentId),
        nameof(Endpoints.TransactionList), nameof(Endpoints.Reports), nameof(Endpoints.FiscalData), nameof(Endpoints.Settlement),
        nameof(Endpoints.Subscription), nameof(Endpoints.CardPayout), nameof(Endpoints.IbanPayout),
    ];

    [Fact]
    public void EveryReference_LeadsSomewhere()
    {
        var references = Contract.AllNodes.OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("$ref"))
            .Select(node => node["$ref"].ToString())
            .Distinct()
            .ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(Follow(reference)));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void EveryMemberOfAnEndpoint_IsDescribedWithItsLengthAndDuty(string table)
    {
        var (rules, schemas) = table switch
        {
            nameof(Endpoints.CheckoutUrl) => (Endpoints.CheckoutUrl.Rules, new[] { "OrderRequest", "OrderData" }),
            nameof(Endpoints.DirectStep1) => (Endpoints.DirectStep1.Rules, ["OrderRequest", "OrderData", "DirectCard"]),
            nameof(Endpoints.CardPayout) => (Endpoints.CardPayout.Rules, ["OrderRequest", "OrderData", "CardReceiver"]),
            nameof(Endpoints.IbanPayout) => (Endpoints.IbanPayout.Rules, ["OrderRequest", "OrderData", "IbanReceiver"]),
            nameof(Endpoints.StatusByOrderId) => (Endpoints.StatusByOrderId.Rules, ["StatusByOrderId"]),
            nameof(Endpoints.StatusByPaymentId) => (Endpoints.StatusByPaymentId.Rules, ["StatusByPaymentId"]),
            nameof(Endpoints.DirectStep2) => (Endpoints.DirectStep2.Rules, ["DirectStep2"]),
            nameof(Endpoints.Recurring) => (Endpoints.Recurring.Rules, ["Recurring", "OrderData"]),
            nameof(Endpoints.Capture) => (Endpoints.Capture.Rules, ["Capture"]),
            nameof(Endpoints.ReverseByOrderId) => (Endpoints.ReverseByOrderId.Rules, ["ReverseByOrderId"]),
            nameof(Endpoints.TransactionList) => (Endpoints.TransactionList.Rules, ["TransactionList"]),
            nameof(Endpoints.Reports) => (Endpoints.Reports.Rules, ["Reports"]),
            nameof(Endpoints.FiscalData) => (Endpoints.FiscalData.Rules, ["FiscalData"]),
            nameof(Endpoints.Settlement) => (Endpoints.Settlement.Rules, ["Settlement"]),
            nameof(Endpoints.Subscription) => (Endpoints.Subscription.Rules, ["Subscription"]),
            _ => (Endpoints.ReverseByPaymentId.Rules, ["ReverseByPaymentId"]),
        };
        var described = new Dictionary<string, YamlMappingNode>();
        var required = new HashSet<string>();
        foreach (var schema in schemas) Collect(Schema(schema), described, required);

        Assert.Equal(rules.Select(rule => rule.Name).Order(), described.Keys.Order());
        Assert.Equal(rules.Where(rule => rule.Mandatory).Select(rule => rule.Name).Order(), required.Order());
        Assert.All(rules.Where(rule => rule.Type != MemberType.Nested), rule =>
            Assert.Equal((rule.Name, rule.MaxLength), (rule.Name, MaxLength(described[rule.Name]))));
    }

    private static YamlMappingNode Load()
    {
        using var reader = new StreamReader(typeof(Endpoints).Assembly.GetManifestResourceStream("openapi.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Schema(string name) => Follow("#/components/schemas/" + name);

    private static YamlMappingNode Follow(string reference) =>
        reference.Split('/').Skip(1).Aggregate(Contract, (node, name) => (YamlMappingNode)node[name]);

    private static void Collect(YamlMappingNode schema, Dictionary<string, YamlMappingNode> members, HashSet<string> required)
    {
        if (schema.Children.TryGetValue("$ref", out var reference)) Collect(Follow(reference.ToString()), members, required);
        if (schema.Children.TryGetValue("allOf", out var parts))
            foreach (var part in (YamlSequenceNode)parts) Collect((YamlMappingNode)part, members, required);
        if (schema.Children.TryGetValue("required", out var names))
            foreach (var name in (YamlSequenceNode)names) required.Add(name.ToString());
        if (schema.Children.TryGetValue("properties", out var properties))
            foreach (var (name, member) in (YamlMappingNode)properties) members[name.ToString()] = (YamlMappingNode)member;
    }

    private static int MaxLength(YamlMappingNode member) =>
        member.Children.TryGetValue("maxLength", out var length) ? int.Parse(length.ToString(), null)
        : member.Children.TryGetValue("$ref", out var reference) ? MaxLength(Follow(reference.ToString()))
        : -1;
}
