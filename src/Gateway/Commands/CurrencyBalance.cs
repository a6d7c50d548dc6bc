using System.Globalization;
using Tetri.Accounts;

namespace Tetri.Commands;

/// <summary>The balances of a merchant's accounts in one currency, in minor units (docs/operate/ledger.md).</summary>
internal sealed record CurrencyBalance(string Currency, long Held, long Balance, long Acquirer, long Fees)
{
    public static readonly string[] Names = ["CURRENCY", "HELD", "BALANCE", "ACQUIRER", "FEES"];

    public static IEnumerable<CurrencyBalance> Of(IEnumerable<AccountBalance> accounts) => accounts.GroupBy(account => account.Currency).Select(currency =>
    {
        long Sum(Account account) => currency.Where(balance => balance.Account == account).Sum(balance => balance.Minor);
        return new CurrencyBalance(currency.Key, Sum(Account.Held), Sum(Account.Balance), Sum(Account.Acquirer), Sum(Account.Fees));
    });

    public string[] Cells => [Currency, Text(Held), Text(Balance), Text(Acquirer), Text(Fees)];

    private static string Text(long minor) => minor.ToString(CultureInfo.InvariantCulture);
}
