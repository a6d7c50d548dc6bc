using System.Reflection;
using System.Text.Json.Nodes;
using Tetri.Client.Calling;

namespace Tetri.Client.Tests;

/// <summary>The tables in the code are those of spec/.</summary>
public sealed class SpecTests
{
    private static readonly JsonNode Behaviour = Spec.Read("spec/client/operations.json");
    private static readonly JsonObject Answers = Spec.Read("spec/client/answers.json")["answers"]!.AsObject();

    [Fact]
    public void Operations_AreThoseOfTheSpec()
    {
        var own = Operation.All.Select(operation => new JsonObject
        {
            ["name"] = operation.Name,
            ["path"] = operation.Path,
            ["key"] = operation.UsesCreditKey ? "credit" : "payment",
            ["repeat"] = Calls.Snake(operation.Repeat.ToString()),
            ["timeout"] = operation.Timeout,
            ["signed"] = Calls.Snake(operation.Signed.ToString()),
            ["formats"] = new JsonArray([.. operation.Formats.Select(format => (JsonNode)Calls.Snake(format.ToString()))]),
            ["versions"] = new JsonArray([.. operation.Versions.Select(version => (JsonNode)version.OnTheWire())]),
            ["version_sent"] = operation.VersionSent,
            ["adds"] = operation.Adds is { } adds ? new JsonObject { [adds.Key] = adds.Value } : [],
            ["made"] = operation.Made,
        }.ToJsonString());
        var specified = Behaviour["operations"]!.AsArray().Select(row => new JsonObject
        {
            ["name"] = row!["name"]!.DeepClone(),
            ["path"] = row["path"]!.DeepClone(),
            ["key"] = row["key"]!.DeepClone(),
            ["repeat"] = row["repeat"]!.DeepClone(),
            ["timeout"] = row["timeout"]!.DeepClone(),
            ["signed"] = row["signed"]!.DeepClone(),
            ["formats"] = row["formats"]!.DeepClone(),
            ["versions"] = row["versions"]!.DeepClone(),
            ["version_sent"] = row["version_sent"]?.DeepClone() ?? true,
            ["adds"] = row["adds"]?.DeepClone() ?? new JsonObject(),
            ["made"] = row["made"]?.DeepClone(),
        }.ToJsonString());

        Assert.Equal(specified.Order(), own.Order());
    }

    [Theory]
    [InlineData("checkout", typeof(CheckoutPage))]
    [InlineData("token", typeof(CheckoutToken))]
    [InlineData("form", typeof(CheckoutForm))]
    [InlineData("order", typeof(Order))]
    [InlineData("capture", typeof(Capture))]
    [InlineData("reversal", typeof(Reversal))]
    [InlineData("settlement", typeof(Settlement))]
    [InlineData("transactions", typeof(Transaction))]
    [InlineData("fiscal", typeof(FiscalData))]
    [InlineData("direct", typeof(DirectPayment))]
    [InlineData("subscription", typeof(SubscriptionState))]
    public void MembersOfAnAnswer_AreThoseOfTheSpec(string name, Type type)
    {
        var own = type.GetProperties().Where(property => property.Name != "More").Select(property => $"{Calls.Snake(property.Name)}: {TypeOf(property)}");

        Assert.Equal(Answers[name]!.AsObject().Select(member => $"{member.Key}: {Specified((string)member.Value!)}").Order(), own.Order());
    }

    [Fact]
    public void RequestsOfAnOperation_DemandWhatTheSpecDemands()
    {
        var methods = typeof(TetriClient).GetProperties().Where(noun => noun.PropertyType != typeof(string)).Select(noun => (Noun: Calls.Snake(noun.Name), Methods: noun.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
            .SelectMany(noun => noun.Methods.Where(method => noun.Noun != "callbacks").Select(method => (Name: $"{noun.Noun}.{Calls.Snake(method.Name.Replace("Async", "", StringComparison.Ordinal))}", method)))
            .ToDictionary(method => method.Name, method => method.method);
        foreach (var row in Behaviour["operations"]!.AsArray())
        {
            var request = methods[(string)row!["name"]!].GetParameters()[0].ParameterType;
            var demanded = request.GetProperties().Where(property => property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null);
            Assert.Equal(row["must"]!.AsArray().Select(name => (string)name!).Order(), demanded.Select(property => Calls.Snake(property.Name)).Order());
        }
    }

    [Fact]
    public void ErrorCodes_AreThoseOfTheSpec()
    {
        var specified = Spec.Read("spec/error-codes.json").AsArray().Where(row => (string)row!["kind"]! != "page").Select(row => (int)row!["code"]!);

        Assert.Equal(specified.Order(), typeof(ErrorCodes).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order());
    }

    [Fact]
    public void Decimals_AreThoseOfTheSpec()
    {
        foreach (var (decimals, currencies) in Spec.Read("spec/client/money.json").AsObject().Where(row => row.Key != "about"))
            Assert.All(currencies!.AsArray(), currency => Assert.Equal(int.Parse(decimals, null), Money.DecimalsOf((string)currency!)));
        Assert.Equal(2, Money.DecimalsOf("GEL"));
    }

    [Fact]
    public void RulesOfTryingAgain_AreThoseOfTheSpec()
    {
        var retry = Behaviour["retry"]!;
        var options = new TetriClientOptions();
        TimeSpan? Wait(Failure failure, Repeat repeat, int made = 1) => RetryPolicy.WaitBefore(failure, repeat, made, 99, TimeSpan.MaxValue, () => 0);

        Assert.Equal(((int)retry["tries"]!, (double)retry["deadline_s"]!, (int)Behaviour["limits"]!["answer_bytes"]!), (options.Tries, options.Deadline.TotalSeconds, options.MaxAnswerBytes));
        foreach (var (repeat, statuses) in new[] { (Repeat.Read, "statuses"), (Repeat.Once, "statuses_not_carried_out") })
        {
            var again = Enumerable.Range(200, 400).Where(status => Wait(new(ErrorKind.Answer, status), repeat) is not null);
            Assert.Equal(retry[statuses]!.AsArray().Select(status => (int)status!), again);
        }
        Assert.Equal((int)retry["first_delay_ms"]!, Wait(new(ErrorKind.Network), Repeat.Read)!.Value.TotalMilliseconds);
        Assert.Equal((int)retry["largest_delay_ms"]!, Wait(new(ErrorKind.Network), Repeat.Read, made: 20)!.Value.TotalMilliseconds);
        Assert.Equal((int)retry["largest_retry_after_s"]!, RetryPolicy.LargestRetryAfter.TotalSeconds);
    }

    private static string Specified(string type) => type switch { "id" => "text", "amount" or "major" => "integer", _ => type };

    private static string TypeOf(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).Name switch
    {
        nameof(String) => "text",
        nameof(Int64) or nameof(Int32) => "integer",
        nameof(DateTimeOffset) => "time",
        nameof(Boolean) => "flag",
        nameof(Order) => "order",
        _ => "json",
    };
}
