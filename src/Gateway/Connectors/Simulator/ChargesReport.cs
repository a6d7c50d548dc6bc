using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Connectors.Simulator;

/// <summary>What the acquirer has about an order, for tests that prove that it was charged once.</summary>
internal sealed record ChargesReport
{
    public required string OrderId { get; init; }

    /// <summary>Approved charges and holds.</summary>
    public required int Charges { get; init; }

    /// <summary>Approved reversals.</summary>
    public required int Reversals { get; init; }

    /// <summary>Approved payouts.</summary>
    public required int Payouts { get; init; }

    public required IReadOnlyList<ChargesReportLine> Entries { get; init; }

    public static ChargesReport For(string orderId, long? merchantId, Ledger ledger)
    {
        var entries = ledger.List(orderId).Where(entry => merchantId is null || entry.MerchantId == merchantId).ToList();
        return new ChargesReport
        {
            OrderId = orderId,
            Charges = entries.Count(entry => entry is { Outcome: LedgerOutcome.Approved, OriginalId: null, Minor: >= 0 }),
            Reversals = entries.Count(entry => entry is { Outcome: LedgerOutcome.Approved, OriginalId: not null, Hold: false }),
            Payouts = entries.Count(entry => entry is { Outcome: LedgerOutcome.Approved, Minor: < 0 }),
            Entries = [.. entries.Select(entry => new ChargesReportLine
            {
                TransactionId = entry.TransactionId,
                OriginalTransactionId = entry.OriginalId,
                MerchantId = entry.MerchantId,
                Kind = (entry.OriginalId is not null, entry.Hold) switch
                {
                    (true, true) => "capture",
                    (true, false) => "reversal",
                    (false, true) => "hold",
                    (false, false) when entry.Minor < 0 => "payout",
                    _ => "charge",
                },
                Outcome = entry.Outcome switch
                {
                    LedgerOutcome.Approved => "approved",
                    LedgerOutcome.Open => "open",
                    _ => "declined",
                },
                ResponseCode = entry.DeclineCode,
                Amount = Math.Abs(entry.Minor),
                Currency = entry.Currency,
                MaskedCard = entry.MaskedCard,
                Description = entry.Description,
                Asked = entry.Asked,
            })],
        };
    }

    /// <summary>GET /test/acquirer/charges?order_id=…[&amp;merchant_id=…]</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        var orderId = context.Request.Query["order_id"].ToString();
        long? merchantId = long.TryParse(context.Request.Query["merchant_id"], out var id) ? id : null;
        context.Response.ContentType = "application/json; charset=utf-8";
        var report = For(orderId, merchantId, context.RequestServices.GetRequiredService<Ledger>());
        return JsonSerializer.SerializeAsync(context.Response.Body, report, ChargesReportJson.Default.ChargesReport, context.RequestAborted);
    }
}

internal sealed record ChargesReportLine
{
    public required long TransactionId { get; init; }
    public required long? OriginalTransactionId { get; init; }
    public required long MerchantId { get; init; }
    public required string Kind { get; init; }
    public required string Outcome { get; init; }
    public required int? ResponseCode { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string MaskedCard { get; init; }

    /// <summary>What the cardholder reads in his bank.</summary>
    public required string? Description { get; init; }

    /// <summary>How often the gateway sent the request; more than once for a repeated one.</summary>
    public required int Asked { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChargesReport))]
internal sealed partial class ChargesReportJson : JsonSerializerContext;
