using Tetri.Connectors;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Payments;

/// <summary>The one place that says at which banks an order can be paid (docs/reference/bank-payments.md).</summary>
internal sealed class OfferedBanks(IConnector connector)
{
    private const int NoPaymentSystem = 1017;

    /// <summary>Those of the payment systems that the order names; where it names one bank, only that one.</summary>
    public List<Bank> For(OrderTerms terms) =>
        NeedsCard(terms) ? [] : [.. OfSystems(terms).Where(bank => terms.PaymentMethod is not { } method || bank.Method.Equals(method, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The bank to which the order sends its payer without asking him; null where the page offers a choice.</summary>
    public Bank? NamedBy(OrderTerms terms) => terms.PaymentMethod is not null && For(terms) is [var first, ..] ? first : null;

    public Bank? Find(OrderTerms terms, string? system, string? method) =>
        For(terms).Find(bank => bank.System == system && bank.Method == method);

    /// <summary>Why an order can't be paid in any of the ways that it names; null where it can.</summary>
    public GatewayError? Refusal(OrderTerms terms)
    {
        if (terms.TakesCard || For(terms).Count > 0)
            return null;
        var banks = OfSystems(terms).ToList();
        if (banks.Count == 0)
            return new GatewayError(NoPaymentSystem);
        return NeedsCard(terms)
            ? new GatewayError(NoPaymentSystem, Explanation: "preauth, verification and subscription need a card")
            : GatewayError.Incorrect("payment_method", $"it is one of {string.Join(", ", banks.Select(bank => bank.Method).Distinct())}");
    }

    /// <summary>A bank holds nothing, proves nothing, and is not charged again.</summary>
    private static bool NeedsCard(OrderTerms terms) => terms.Preauth || terms.Verification || terms.Subscription;

    private IEnumerable<Bank> OfSystems(OrderTerms terms) => connector.Banks.Where(bank => terms.Names(bank.System));
}
