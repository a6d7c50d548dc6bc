using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Commands;

/// <summary><c>tetri callbacks</c>: what merchants were told, how each try ended, and telling them again.</summary>
internal static class CallbacksCommand
{
    private const int Refused = 1;
    private const int MostListed = 1000;
    private static readonly Option<bool> Json = new("--json") { Description = "Answers in JSON." };

    public static Command Create(string[] settings) => new("callbacks", "Callbacks, their attempts, and sending one again.")
    {
        List(settings), Show(settings), Resend(settings),
    };

    private static Command List(string[] settings)
    {
        var merchant = new Option<long?>("--merchant") { Description = "Of this merchant only." };
        var order = new Option<string?>("--order") { Description = "Of the order with this order_id only." };
        var state = new Option<string?>("--state") { Description = "In this state only." };
        state.AcceptOnlyFromAmong([.. Enum.GetNames<CallbackState>().Select(name => name.ToLowerInvariant())]);
        var most = new Option<int>("--most") { Description = $"How many at most, up to {MostListed}; the newest come first.", DefaultValueFactory = _ => 20 };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostListed)
                result.AddError($"--most must be from 1 to {MostListed}.");
        });
        var command = new Command("list", "Lists callbacks, the newest first.") { merchant, order, state, most, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            CallbackState? only = parsed.GetValue(state) is { } name ? Enum.Parse<CallbackState>(name, ignoreCase: true) : null;
            var callbacks = await opened.Store.ListCallbacksAsync(
                parsed.GetValue(merchant), parsed.GetValue(order), parsed.GetValue(most), only, cancellation);
            if (parsed.GetValue(Json))
            {
                CommandJson.Write(Output(parsed), [.. callbacks.Select(Describe)], CommandJson.Default.CallbackOutputArray);
                return 0;
            }
            var table = Table.WithHead("ID", "MERCHANT", "ORDER", "STATUS", "STATE", "ATTEMPTS", "OWED AT", "URL");
            foreach (var callback in callbacks.Select(Describe))
                table.Add(Text(callback.Id), Text(callback.MerchantId), callback.OrderId, callback.OrderStatus, callback.State,
                    Text(callback.Attempts), Text(callback.OwedAt), callback.Url);
            table.Write(Output(parsed));
            return 0;
        });
        return command;
    }

    private static Command Show(string[] settings)
    {
        var id = IdArgument();
        var command = new Command("show", "Shows a callback: each try to deliver it, and its body as it would be sent now.") { id, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            if (await opened.Store.FindCallbackAsync(parsed.GetRequiredValue(id), cancellation) is not { } callback)
                return RefuseUnknown(parsed, id);
            var attempts = await opened.Store.AttemptsOfCallbackAsync(callback.MerchantId, callback.Id, cancellation);
            var message = await EncodeAsync(opened, callback, cancellation);
            var described = Describe(callback) with
            {
                Tries = [.. attempts.Select(attempt => new AttemptOutput(
                    attempt.Number, attempt.At, Name(attempt.Outcome.ToString()), attempt.HttpStatus, attempt.Duration))],
                ContentType = message?.ContentType,
                Body = message is null ? null : Encoding.UTF8.GetString(message.Value.Body.Span),
            };
            if (parsed.GetValue(Json))
                CommandJson.Write(Output(parsed), described, CommandJson.Default.CallbackOutput);
            else
                Print(Output(parsed), described);
            return 0;
        });
        return command;
    }

    private static Command Resend(string[] settings)
    {
        var id = IdArgument();
        var command = new Command("resend", "Sends a callback again, whatever became of it before. The running gateway does so within a second.") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = CommandStore.Open(settings);
            if (await opened.Store.FindCallbackAsync(parsed.GetRequiredValue(id), cancellation) is not { } callback ||
                await opened.Store.WriteAsync(new ResendCallback(callback.MerchantId, callback.Id, opened.Now)) != WriteOutcome.Done)
                return RefuseUnknown(parsed, id);
            Output(parsed).WriteLine($"Callback {parsed.GetRequiredValue(id)} is due again.");
            return 0;
        });
        return command;
    }

    private static async Task<WireMessage?> EncodeAsync(CommandStore opened, Callback callback, CancellationToken cancellation)
    {
        var merchant = (await opened.Store.ListMerchantsAsync(cancellation)).Find(known => known.Id == callback.MerchantId);
        return merchant is null ? null : await new CallbackEncoding(opened.Store, opened.Options).EncodeAsync(callback, merchant, cancellation);
    }

    private static CallbackOutput Describe(Callback callback) => new()
    {
        Id = callback.Id,
        MerchantId = callback.MerchantId,
        OrderId = callback.OrderId,
        PaymentId = callback.PaymentId,
        OrderStatus = FinalResponse.StatusOf(JsonSerializer.Deserialize(callback.Content, CallbackJson.Default.CallbackContent)!.State),
        State = Name(callback.State.ToString()),
        Attempts = callback.Attempts,
        OwedAt = callback.OwedAt,
        DueAt = callback.State == CallbackState.Due ? callback.DueAt : null,
        Url = callback.Url,
    };

    private static void Print(TextWriter output, CallbackOutput callback)
    {
        var facts = new Table()
            .Add("id", Text(callback.Id)).Add("merchant", Text(callback.MerchantId)).Add("order_id", callback.OrderId)
            .Add("payment_id", Text(callback.PaymentId)).Add("order_status", callback.OrderStatus).Add("url", callback.Url)
            .Add("state", callback.State).Add("owed at", Text(callback.OwedAt));
        if (callback.DueAt is { } dueAt)
            facts.Add("next try", Text(dueAt));
        facts.Write(output);
        output.WriteLine();
        var attempts = Table.WithHead("ATTEMPT", "AT", "OUTCOME", "HTTP", "MS");
        foreach (var attempt in callback.Tries!)
            attempts.Add(Text(attempt.Number), Text(attempt.At), attempt.Outcome, attempt.HttpStatus is { } status ? Text(status) : "", Text(attempt.DurationMs));
        attempts.Write(output);
        output.WriteLine();
        output.WriteLine(callback.ContentType);
        output.WriteLine(callback.Body);
    }

    private static Argument<long> IdArgument() => new("id") { Description = "The callback's id, as list shows it." };

    private static int RefuseUnknown(ParseResult parsed, Argument<long> id)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"There is no callback {parsed.GetRequiredValue(id)}.");
        return Refused;
    }

    /// <summary>The outcome's or state's name in snake_case.</summary>
    private static string Name(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
