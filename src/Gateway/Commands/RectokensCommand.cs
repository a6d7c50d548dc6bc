using System.CommandLine;
using System.Globalization;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Store;

namespace Tetri.Commands;

/// <summary><c>tetri rectokens</c>: a merchant's stored cards, and ending the use of one.</summary>
internal static class RectokensCommand
{
    private const int Refused = 1;
    private const int MostListed = 1000;
    private static readonly Option<bool> Json = new("--json") { Description = "Answers in JSON." };

    public static Command Create(string[] settings) => new("rectokens", "Stored cards of a merchant, and ending the use of one.")
    {
        List(settings), Deactivate(settings),
    };

    private static Command List(string[] settings)
    {
        var merchant = MerchantArgument();
        var most = new Option<int>("--most") { Description = $"How many at most, up to {MostListed}; the newest come first.", DefaultValueFactory = _ => 20 };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostListed)
                result.AddError($"--most must be from 1 to {MostListed}.");
        });
        var command = new Command("list", "Lists a merchant's stored cards, the newest first.") { merchant, most, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            var now = opened.Now;
            var rectokens = (await opened.Store.ListRectokensAsync(parsed.GetRequiredValue(merchant), parsed.GetValue(most), cancellation))
                .Select(rectoken => Describe(rectoken, now)).ToArray();
            if (parsed.GetValue(Json))
            {
                CommandJson.Write(Output(parsed), rectokens, CommandJson.Default.RectokenOutputArray);
                return 0;
            }
            var table = Table.WithHead("RECTOKEN", "CARD", "TYPE", "STATE", "EXPIRES AT", "PAYMENT", "CREATED AT");
            foreach (var rectoken in rectokens)
                table.Add(rectoken.Rectoken, rectoken.MaskedCard, rectoken.CardType, rectoken.State, Text(rectoken.ExpiresAt), Text(rectoken.PaymentId), Text(rectoken.CreatedAt));
            table.Write(Output(parsed));
            return 0;
        });
        return command;
    }

    private static Command Deactivate(string[] settings)
    {
        var merchant = MerchantArgument();
        var rectoken = new Argument<string>("rectoken") { Description = "The stored card's rectoken, as list shows it." };
        var command = new Command("deactivate", "Ends the use of a stored card, at once and for good.") { merchant, rectoken };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            var (merchantId, value) = (parsed.GetRequiredValue(merchant), parsed.GetRequiredValue(rectoken));
            if (await opened.Store.WriteAsync(new DeactivateRectoken(merchantId, value, opened.Now)) != WriteOutcome.Done)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"Merchant {merchantId} has no such rectoken.");
                return Refused;
            }
            Output(parsed).WriteLine($"Rectoken {value} of merchant {merchantId} is deactivated.");
            return 0;
        });
        return command;
    }

    private static RectokenOutput Describe(Rectoken rectoken, DateTimeOffset now) => new()
    {
        MerchantId = rectoken.MerchantId,
        Rectoken = rectoken.Value,
        MaskedCard = rectoken.MaskedCard,
        CardType = rectoken.CardType,
        State = !rectoken.IsApproved ? "unapproved" : rectoken.DeactivatedAt is not null ? "deactivated" : rectoken.ExpiresAt <= now ? "expired" : "active",
        ExpiresAt = rectoken.ExpiresAt,
        PaymentId = rectoken.PaymentId,
        CreatedAt = rectoken.CreatedAt,
        DeactivatedAt = rectoken.DeactivatedAt,
        KeyId = rectoken.KeyId,
    };

    private static Argument<long> MerchantArgument() => new("merchant")
    {
        Description = "The merchant's id.",
        CustomParser = result =>
        {
            if (!MerchantRules.TryReadId(result.Tokens[0].Value, out var id))
                result.AddError($"'{result.Tokens[0].Value}' is not a merchant id.");
            return id;
        },
    };

    private static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
