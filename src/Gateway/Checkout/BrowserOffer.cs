using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>How an order can be paid, in the words of published widgets: tabs of payment systems, and the cards that its payer keeps.</summary>
internal sealed class BrowserOffer(OfferedBanks banks, SavedCards savedCards)
{
    private const string CardTab = "card";
    private const string BankTab = "banks";
    private const string InstallmentTab = "installments";

    /// <summary>What the published libraries for apps call the tab of banks, and know no other.</summary>
    private const string BankTabOfApps = "trustly";

    public List<Bank> BanksOf(Order? order) => order is null ? [] : banks.For(order.Terms);

    /// <summary>What a page names as payment_system; a bank's method alone may be one of two systems.</summary>
    public Bank? FindBank(Order order, string? paymentSystem) => BanksOf(order).Find(bank => NameOf(bank) == paymentSystem);

    public async ValueTask<string> CardsAsync(OpenedOrder? opened, CancellationToken cancellation)
    {
        if (opened is not { Order: { IsOpen: true } order, Merchant.Settings: var settings })
            return "[]";
        return Array((await savedCards.OfAsync(order, settings, cancellation)).Select(card => BrowserAnswer.Json(new ResponseMembers()
            .Add("hash", card.Hash)
            .Add("card_number", card.MaskedCard)
            .Add("expiry_date", card.Expiry)
            .Add("card_type", card.CardType)
            .Add("email", order.Terms.Sender?.Email)
            .AddJson("read_only", "true"))));
    }

    /// <summary>Where only the merchant is known, cards: what else is there an order says.</summary>
    /// <param name="isApp">No page asks.</param>
    public void AddTabs(ResponseMembers info, Order? order, bool isApp)
    {
        var tabs = new ResponseMembers();
        var names = new List<string>();
        if (order?.Terms.TakesCard != false)
        {
            tabs.AddJson(CardTab, """{"payment_systems":{"card":{}}}""");
            names.Add(CardTab);
        }
        foreach (var tab in BanksOf(order).GroupBy(TabOf))
        {
            var systems = new ResponseMembers();
            foreach (var bank in tab)
                systems.AddJson(NameOf(bank), BrowserAnswer.Json(SystemOf(bank, order!)));
            var offered = BrowserAnswer.Json(new ResponseMembers().AddJson("payment_systems", BrowserAnswer.Json(systems)));
            tabs.AddJson(tab.Key, offered);
            if (isApp && tab.Key == BankTab)
                tabs.AddJson(BankTabOfApps, offered);
            names.Add(tab.Key);
        }
        info.Add("active_tab", names[0])
            .Add("active_method", names[0] == CardTab ? CardTab : NameOf(BanksOf(order)[0]))
            .AddJson("tabs", BrowserAnswer.Json(tabs))
            .AddJson("tabs_order", Array(names.Select(name => $"\"{name}\"")));
    }

    private static ResponseMembers SystemOf(Bank bank, Order order)
    {
        var system = new ResponseMembers(capacity: 4).Add("name", bank.Name).Add("alias", bank.Method);
        // Published widgets show no installments without these two. How many there are the payer says at the bank.
        return TabOf(bank) == InstallmentTab ? system.AddNumber("amount_min", order.Terms.Amount.Minor).AddJson("available_payments_number", "[]") : system;
    }

    private static string NameOf(Bank bank) => $"{bank.System}_{bank.Method}";

    private static string TabOf(Bank bank) => bank.System == InstallmentTab ? InstallmentTab : BankTab;

    private static string Array(IEnumerable<string> json) => $"[{string.Join(',', json)}]";
}
