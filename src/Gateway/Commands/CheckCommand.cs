using System.CommandLine;
using System.Globalization;
using Tetri.Accounts;
using Tetri.Store;

namespace Tetri.Commands;

/// <summary><c>tetri check</c>: proves the ledger against orders and transactions, also while the gateway serves.</summary>
internal static class CheckCommand
{
    private const int Wrong = 1;

    public static Command Create(string[] settings)
    {
        var only = new Option<long?>("--merchant") { Description = "Of this merchant only." };
        var most = new Option<int>("--most") { Description = "How many problems are shown.", DefaultValueFactory = _ => 100 };
        var adds = new Option<bool>("--add-missing") { Description = "Enters transactions that a release before the ledger approved." };
        var command = new Command("check", "Proves that the ledger, the transactions and the orders agree. Exit code 1 when they do not.") { only, most, adds };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            var output = parsed.InvocationConfiguration.Output;
            var merchants = await opened.Store.ListMerchantsAsync(cancellation);
            if (parsed.GetValue(only) is { } wanted && (merchants = merchants.FindAll(merchant => merchant.Id == wanted)).Count == 0)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no merchant {wanted}.");
                return Wrong;
            }
            var check = new LedgerCheck(opened.Store);
            var (problems, added) = (0L, 0L);
            var balances = Table.WithHead(["MERCHANT", .. CurrencyBalance.Names]);
            foreach (var merchant in merchants)
            {
                await foreach (var problem in check.FindAsync(merchant.Id).WithCancellation(cancellation))
                {
                    if (parsed.GetValue(adds) && problem.Missing is { } missing && await opened.Store.WriteAsync(missing) == WriteOutcome.Done)
                        added++;
                    else if (++problems <= parsed.GetValue(most))
                        new Table().Add(problem.Text).Write(output);
                }
                foreach (var balance in CurrencyBalance.Of(await opened.Store.BalancesAsync(merchant.Id, cancellation)))
                    balances.Add([merchant.Id.ToString(CultureInfo.InvariantCulture), .. balance.Cells]);
            }
            if (added > 0)
                output.WriteLine($"Transactions entered: {added}.");
            if (problems > 0)
            {
                output.WriteLine(problems > parsed.GetValue(most) ? $"Problems: {problems}, of which {parsed.GetValue(most)} are shown." : $"Problems: {problems}.");
                return Wrong;
            }
            balances.Write(output);
            output.WriteLine("Ledger, transactions and orders agree.");
            return 0;
        });
        return command;
    }
}
