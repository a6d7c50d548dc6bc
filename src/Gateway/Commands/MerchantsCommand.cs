using System.CommandLine;
using System.Globalization;
using Tetri.Merchants;
using Tetri.Store;

namespace Tetri.Commands;

/// <summary><c>tetri merchants</c>: makes merchants, shows them, and changes their settings and keys. A running gateway follows within two seconds.</summary>
internal static class MerchantsCommand
{
    private const int Refused = 1;
    private static readonly Option<bool> Json = new("--json") { Description = "Answers in JSON." };

    public static Command Create(string[] settings) => new("merchants", "Merchants, their settings and their keys.")
    {
        Add(settings), List(settings), Show(settings), Set(settings), RotateKey(settings),
    };

    private static Command Add(string[] settings)
    {
        var id = new Option<long>("--id")
        {
            Description = "The merchant's id, a number of at most 12 digits.",
            Required = true,
            CustomParser = result => ReadId(result, result.Tokens[0].Value),
        };
        var name = new Option<string>("--name") { Description = "The shop's name, as payers see it.", Required = true };
        var currencies = new Option<string>("--currencies") { Description = "The currencies its orders may use.", HelpName = "GEL,USD", DefaultValueFactory = _ => "GEL" };
        var command = new Command("add", "Makes a merchant and shows its keys, this once.") { id, name, currencies, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!MerchantRules.IsName(parsed.GetRequiredValue(name)))
                return Refuse(parsed, "--name must be 1 to 254 characters.");
            if (MerchantRules.ReadCurrencies(parsed.GetRequiredValue(currencies)) is not { } codes)
                return Refuse(parsed, "--currencies must be codes of ISO 4217 with commas between.");
            await using var opened = CommandStore.Open(settings, mayCreate: true);
            if (await FindAsync(opened, parsed.GetRequiredValue(id), cancellation) is { } existing)
                return Refuse(parsed, $"Merchant {existing.Id} exists already: {existing.Name}.");
            var merchant = new Merchant
            {
                Id = parsed.GetRequiredValue(id),
                Name = parsed.GetRequiredValue(name),
                PageHash = MerchantKeys.NewPageHash(),
                PaymentKey = MerchantKeys.NewKey(),
                CreditKey = MerchantKeys.NewKey(),
                Currencies = codes,
            };
            await opened.Store.WriteAsync(new PutMerchant(merchant));
            Print(parsed, merchant, keys: true);
            return 0;
        });
        return command;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Lists the merchants, without their keys.") { Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            var merchants = await opened.Store.ListMerchantsAsync(cancellation);
            if (parsed.GetValue(Json))
            {
                CommandJson.Write(Output(parsed), [.. merchants.Select(merchant => MerchantOutput.Of(merchant, keys: false))], CommandJson.Default.MerchantOutputArray);
                return 0;
            }
            var table = Table.WithHead("ID", "NAME", "CURRENCIES");
            foreach (var merchant in merchants)
                table.Add(Text(merchant.Id), merchant.Name, string.Join(',', merchant.Currencies));
            table.Write(Output(parsed));
            return 0;
        });
        return command;
    }

    private static Command Show(string[] settings)
    {
        var id = IdArgument();
        var keys = new Option<bool>("--keys") { Description = "Shows the keys too." };
        var command = new Command("show", "Shows a merchant, its settings and its balances.") { id, keys, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            return await WithMerchantAsync(parsed, opened, id, async merchant =>
            {
                var balances = CurrencyBalance.Of(await opened.Store.BalancesAsync(merchant.Id, cancellation)).ToList();
                Print(parsed, merchant, parsed.GetValue(keys), balances);
                return 0;
            }, cancellation);
        });
        return command;
    }

    private static Command Set(string[] settings)
    {
        var id = IdArgument();
        var values = new Argument<string[]>("name=value") { Description = $"One or more of: {Names}.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("set", "Changes settings of a merchant; an empty value clears one.") { id, values, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            return await WithMerchantAsync(parsed, opened, id, async merchant =>
            {
                foreach (var pair in parsed.GetRequiredValue(values))
                {
                    if (Change(merchant, pair, opened.Options.IsSandbox, out var problem) is not { } changed)
                        return Refuse(parsed, problem);
                    merchant = changed;
                }
                await opened.Store.WriteAsync(new PutMerchant(merchant));
                Print(parsed, merchant, keys: false);
                return 0;
            }, cancellation);
        });
        return command;
    }

    private static Command RotateKey(string[] settings)
    {
        var id = IdArgument();
        var kind = new Argument<string>("kind") { Description = "payment, or credit (payouts)." };
        kind.AcceptOnlyFromAmong("payment", "credit");
        var command = new Command("rotate-key", "Gives a merchant a new key and shows it, this once. The old one stops to work.") { id, kind, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            return await WithMerchantAsync(parsed, opened, id, async merchant =>
            {
                var (key, which) = (MerchantKeys.NewKey(), parsed.GetRequiredValue(kind));
                await opened.Store.WriteAsync(new PutMerchant(which == "payment" ? merchant with { PaymentKey = key } : merchant with { CreditKey = key }));
                if (parsed.GetValue(Json))
                    CommandJson.Write(Output(parsed), new KeyOutput(merchant.Id, which, key), CommandJson.Default.KeyOutput);
                else
                    new Table().Add($"{which}_key", key).Write(Output(parsed));
                return 0;
            }, cancellation);
        });
        return command;
    }

    private static string Names => string.Join(", ", SettableValue.All.Select(value => value.Name));

    private static Merchant? Change(Merchant merchant, string pair, bool isSandbox, out string problem)
    {
        problem = "";
        var parts = pair.Split('=', 2);
        if (parts.Length < 2)
            problem = $"'{pair}' is not of the form name=value.";
        else if (SettableValue.Find(parts[0]) is not { } settable)
            problem = $"There is no setting '{parts[0]}'. Known are: {Names}.";
        else if (settable.SandboxOnly && !isSandbox)
            problem = $"{settable.Name} exists in the sandbox only.";
        else if (settable.Write(merchant, parts[1]) is { } changed)
            return changed;
        else
            problem = $"{settable.Name} must be {settable.Takes}.";
        return null;
    }

    private static void Print(ParseResult parsed, Merchant merchant, bool keys, IReadOnlyList<CurrencyBalance>? balances = null)
    {
        if (parsed.GetValue(Json))
        {
            CommandJson.Write(Output(parsed), MerchantOutput.Of(merchant, keys) with { Balances = balances }, CommandJson.Default.MerchantOutput);
            return;
        }
        var table = new Table().Add("id", Text(merchant.Id));
        if (keys)
            table.Add("payment_key", merchant.PaymentKey).Add("credit_key", merchant.CreditKey);
        table.Add("page_hash", merchant.PageHash);
        foreach (var value in SettableValue.All)
            table.Add(value.Name, value.Read(merchant));
        table.Write(Output(parsed));
        if (balances is not { Count: > 0 })
            return;
        Output(parsed).WriteLine();
        var moved = Table.WithHead(CurrencyBalance.Names);
        foreach (var balance in balances)
            moved.Add(balance.Cells);
        moved.Write(Output(parsed));
    }

    private static Argument<long> IdArgument() =>
        new("id") { Description = "The merchant's id.", CustomParser = result => ReadId(result, result.Tokens[0].Value) };

    private static long ReadId(System.CommandLine.Parsing.SymbolResult result, string text)
    {
        if (!MerchantRules.TryReadId(text, out var id))
            result.AddError($"'{text}' is not a merchant id: a number from 1 to {MerchantRules.HighestId}, at most 12 digits.");
        return id;
    }

    private static async Task<int> WithMerchantAsync(
        ParseResult parsed, CommandStore opened, Argument<long> id, Func<Merchant, Task<int>> act, CancellationToken cancellation) =>
        await FindAsync(opened, parsed.GetRequiredValue(id), cancellation) is { } merchant
            ? await act(merchant)
            : Refuse(parsed, $"There is no merchant {parsed.GetRequiredValue(id)}.");

    private static async Task<Merchant?> FindAsync(CommandStore opened, long id, CancellationToken cancellation) =>
        (await opened.Store.ListMerchantsAsync(cancellation)).Find(merchant => merchant.Id == id);

    private static int Refuse(ParseResult parsed, string problem)
    {
        parsed.InvocationConfiguration.Error.WriteLine(problem);
        return Refused;
    }

    private static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
