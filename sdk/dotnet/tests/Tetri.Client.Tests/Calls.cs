using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tetri.Client.Wire;

namespace Tetri.Client.Tests;

/// <summary>Everything that a case can call: one row for each, from wire names to wire names.</summary>
internal static class Calls
{
    private delegate Task<object?> Call(TetriClient client, JsonObject args, CallOptions? options, CancellationToken cancellationToken);

    private static readonly Dictionary<string, Call> Rows = new()
    {
        ["client.new"] = Now((client, _) => new { client.BaseUrl }),
        ["client.text"] = Now((client, _) => client.ToString()),
        ["callback.read"] = Now((client, args) => client.Callbacks.Read(System.Text.Encoding.UTF8.GetBytes((string)args["body"]!), (string?)args["content_type"])),
        ["callback.build"] = Now((client, args) => client.Callbacks.Build(args["members"]!.AsObject(), VersionOf((string?)args["version"]), FormatOf((string?)args["format"]))),
        ["money.to_major"] = Now((_, args) => Money.ToMajor((long)args["minor"]!, (string)args["currency"]!)),
        ["money.to_minor"] = Now((_, args) => Money.ToMinor((string)args["major"]!, (string)args["currency"]!)),
        ["checkout.form"] = Now((client, args) => client.Checkout.Form(Read<OrderRequest>(args))),
        ["checkout.url"] = Sent<OrderRequest, CheckoutPage>(client => client.Checkout.UrlAsync),
        ["checkout.token"] = Sent<OrderRequest, CheckoutToken>(client => client.Checkout.TokenAsync),
        ["checkout.verification"] = Sent<OrderRequest, CheckoutPage>(client => client.Checkout.VerificationAsync),
        ["orders.status"] = Sent<StatusRequest, Order>(client => client.Orders.StatusAsync),
        ["orders.status_by_payment_id"] = Sent<StatusByPaymentIdRequest, Order>(client => client.Orders.StatusByPaymentIdAsync),
        ["orders.capture"] = Sent<CaptureRequest, Capture>(client => client.Orders.CaptureAsync),
        ["orders.reverse"] = Sent<ReverseRequest, Reversal>(client => client.Orders.ReverseAsync),
        ["orders.reverse_by_payment_id"] = Sent<ReverseByPaymentIdRequest, Reversal>(client => client.Orders.ReverseByPaymentIdAsync),
        ["orders.settle"] = Sent<SettlementRequest, Settlement>(client => client.Orders.SettleAsync),
        ["orders.transactions"] = Sent<StatusRequest, IReadOnlyList<Transaction>>(client => client.Orders.TransactionsAsync),
        ["orders.report"] = Sent<ReportRequest, IReadOnlyList<Order>>(client => client.Orders.ReportAsync),
        ["orders.fiscal_data"] = Sent<StatusRequest, FiscalData>(client => client.Orders.FiscalDataAsync),
        ["cards.step1"] = Sent<CardOrderRequest, DirectPayment>(client => client.Cards.Step1Async),
        ["cards.step2"] = Sent<Step2Request, DirectPayment>(client => client.Cards.Step2Async),
        ["cards.recurring"] = Sent<RecurringRequest, Order>(client => client.Cards.RecurringAsync),
        ["payouts.to_card"] = Sent<CardPayoutRequest, Order>(client => client.Payouts.ToCardAsync),
        ["payouts.to_account"] = Sent<AccountPayoutRequest, Order>(client => client.Payouts.ToAccountAsync),
        ["subscriptions.start"] = Sent<SubscriptionRequest, SubscriptionState>(client => client.Subscriptions.StartAsync),
        ["subscriptions.stop"] = Sent<SubscriptionRequest, SubscriptionState>(client => client.Subscriptions.StopAsync),
    };

    private static readonly JsonSerializerOptions Results = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new IsoTime() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(type =>
        {
            // What has no name is no part of a result.
            if (type.Properties.SingleOrDefault(property => property.IsExtensionData) is { } more)
                type.Properties.Remove(more);
        }),
    };

    // A case may leave out what the language demands, to see what the gateway says.
    private static readonly JsonSerializerOptions Requests = new(RequestJson.Default.Options)
    {
        TypeInfoResolver = RequestJson.Default.WithAddedModifier(type =>
        {
            foreach (var property in type.Properties)
                property.IsRequired = false;
        }),
    };

    public static Task<object?> RunAsync(string name, TetriClient client, JsonObject args, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        Rows[name](client, args, options, cancellationToken);

    public static JsonNode? OnTheWire(object? result) => JsonSerializer.SerializeToNode(result, Results);

    public static TetriClientOptions OptionsOf(JsonObject given)
    {
        var options = new TetriClientOptions();
        foreach (var (name, value) in given)
        {
            switch (name)
            {
                case "merchant_id": options.MerchantId = (long?)value ?? 0; break;
                case "secret_key": options.SecretKey = (string?)value; break;
                case "credit_key": options.CreditKey = (string?)value; break;
                case "former_secret_key": options.FormerSecretKey = (string?)value; break;
                case "base_url": options.BaseUrl = (string?)value; break;
                case "allow_http": options.AllowHttp = (bool)value!; break;
                case "version": options.Version = VersionOf((string?)value); break;
                case "format": options.Format = FormatOf((string?)value); break;
                case "timeout_ms": options.Timeout = TimeSpan.FromMilliseconds((int)value!); break;
                case "deadline_ms": options.Deadline = TimeSpan.FromMilliseconds((int)value!); break;
                case "tries": options.Tries = (int)value!; break;
                case "max_answer_bytes": options.MaxAnswerBytes = (int)value!; break;
                default: throw new NotSupportedException($"the runner does not know {name}");
            }
        }
        return options;
    }

    public static CallOptions CallOptionsOf(JsonObject? given) => new()
    {
        IdempotencyKey = (string?)given?["idempotency_key"],
        Timeout = (int?)given?["timeout_ms"] is { } timeout ? TimeSpan.FromMilliseconds(timeout) : null,
    };

    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>An error by the names of the cases.</summary>
    public static JsonObject ErrorOf(Exception exception) => exception switch
    {
        TetriException error => new()
        {
            ["kind"] = Snake(error.Kind.ToString()),
            ["reason"] = error.Reason is { } reason ? Snake(reason.ToString()) : null,
            ["code"] = error.Code,
            ["message"] = error.Message,
            ["request_id"] = error.RequestId,
            ["status"] = error.Status,
            ["retryable"] = error.Retryable,
            ["retry_after_s"] = error.RetryAfter is { } after ? (int)after.TotalSeconds : null,
            ["outcome_unknown"] = error.OutcomeUnknown,
            ["tries"] = error.Tries,
        },
        OperationCanceledException => new() { ["kind"] = "aborted" },
        _ => throw exception,
    };

    private static Call Now(Func<TetriClient, JsonObject, object?> call) => (client, args, _, _) => Task.FromResult(call(client, args));

    private static Call Sent<TRequest, TAnswer>(Func<TetriClient, Func<TRequest, CallOptions?, CancellationToken, Task<TAnswer>>> method) where TRequest : MemberRequest =>
        async (client, args, options, cancellationToken) => await method(client)(Read<TRequest>(args), options, cancellationToken);

    private static TRequest Read<TRequest>(JsonObject args) where TRequest : MemberRequest
    {
        var members = args.DeepClone().AsObject();
        foreach (var (name, value) in args)
        {
            if (value is JsonObject && value["time"] is { } time)
                members[name] = new ReportTime(DateTimeOffset.Parse((string)time!, System.Globalization.CultureInfo.InvariantCulture)).ToString();
        }
        var known = Requests.GetTypeInfo(typeof(TRequest)).Properties.Select(property => property.Name).ToHashSet();
        var more = members.Where(member => !known.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())).ToArray();
        return members.Deserialize<TRequest>(Requests)! with { More = more.Length == 0 ? null : new(more) };
    }

    private static ProtocolVersion VersionOf(string? version) => version switch
    {
        null or "1.0.1" => ProtocolVersion.V101,
        "1.0" => ProtocolVersion.V10,
        "2.0" => ProtocolVersion.V20,
        _ => throw new NotSupportedException(version),
    };

    private static WireFormat FormatOf(string? format) => format == "form" ? WireFormat.Form : WireFormat.Json;

    private sealed class IsoTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}
