using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tetri.Client.Wire;

namespace Tetri.Client.Calling;

/// <summary>An operation, from members to its answer: writes, tries, waits, reads.</summary>
internal sealed class Caller(Settings settings, Surroundings around)
{
    private const int LongestMessage = 300;

    public Task<TAnswer> CallAsync<TRequest, TAnswer>(
        Operation operation, TRequest request, JsonTypeInfo<TRequest> written, JsonTypeInfo<TAnswer> read, CallOptions? options, CancellationToken cancellationToken) =>
        CallAsync(operation, request, written, answer => answer.Deserialize(read) ?? throw new UnreadableException("It is null."), options, cancellationToken);

    public async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        Operation operation, TRequest request, JsonTypeInfo<TRequest> written, Func<JsonElement, TAnswer> read, CallOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Written.Of(operation, MembersOf(request, written), options, settings, around.NewId);
        var timeout = options?.Timeout ?? settings.Timeout ?? TimeSpan.FromSeconds(operation.Timeout);
        var start = around.Clock.GetTimestamp();
        for (var made = 1; ; made++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = around.Clock.GetTimestamp();
            var limits = new TryLimits(AtLeastOneMillisecond(Shorter(timeout, Left(start))), settings.MaxAnswerBytes);
            var (answer, error, failure) = await TryAsync(operation, call, read, limits, made, cancellationToken).ConfigureAwait(false);
            TimeSpan? wait = error is null ? null : RetryPolicy.WaitBefore(failure, operation.Repeat, made, settings.Tries, Left(start), around.Random);
            settings.OnTry?.Invoke(new(operation.Name, made, around.Clock.GetElapsedTime(began), error is null ? 200 : error.Status, error, wait));
            if (error is null)
                return answer!;
            if (wait is null)
                throw error;
            await around.Wait(wait.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the payer's browser posts; nothing is sent.</summary>
    public CheckoutForm Form<TRequest>(Operation operation, TRequest request, JsonTypeInfo<TRequest> written)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Written.FormOf(operation, MembersOf(request, written), settings);
    }

    private async Task<(TAnswer? Answer, TetriException? Error, Failure Failure)> TryAsync<TAnswer>(
        Operation operation, Written call, Func<JsonElement, TAnswer> read, TryLimits limits, int made, CancellationToken cancellationToken)
    {
        HttpReply reply;
        try
        {
            reply = await around.Send(call.Try, limits, cancellationToken).ConfigureAwait(false);
            if (reply.Body.Length > limits.MaxAnswerBytes)
                throw new TransportException(NoReply.TooLarge);
        }
        catch (TransportException e)
        {
            return Unanswered<TAnswer>(e, operation, made);
        }
        var after = RetryAfterOf(reply);
        try
        {
            var answer = Answered.Read(reply, call.IsForm);
            if (Answered.RefusalOf(answer, reply) is { } refusal)
            {
                var refused = new Failure(ErrorKind.Refused, reply.Status, RetryAfter: after);
                var facts = FactsOf(refused, operation, made) with { Code = refusal.Code, RequestId = refusal.RequestId };
                return (default, new RefusedException(Shown(refusal.Message, call.Secrets), facts), refused);
            }
            if (reply.Status != 200)
                throw new UnreadableException("It is no answer.");
            return (read(Answered.Open(answer, operation, call.Key)), null, default);
        }
        catch (SignatureException e)
        {
            // A wrong signature is not tried again, whatever the status: nobody knows who answered.
            var wrong = new Failure(ErrorKind.Signature);
            return (default, new SignatureException(e.Reason!.Value, e.Message, FactsOf(wrong, operation, made) with { Status = reply.Status }), wrong);
        }
        catch (Exception e) when (e is UnreadableException or JsonException or InvalidOperationException or ArgumentException)
        {
            if (reply.Status == 200)
            {
                var unreadable = new Failure(ErrorKind.Answer);
                return (default, new AnswerException(ErrorReason.Unreadable, "What came is no answer of the gateway.", FactsOf(unreadable, operation, made) with { Status = 200 }), unreadable);
            }
            var failure = new Failure(ErrorKind.Answer, reply.Status, RetryAfter: after);
            return (default, new AnswerException(ErrorReason.Status, $"The answer has HTTP status {reply.Status} and nothing that the gateway says.", FactsOf(failure, operation, made)), failure);
        }
    }

    private (TAnswer? Answer, TetriException? Error, Failure Failure) Unanswered<TAnswer>(TransportException exception, Operation operation, int made)
    {
        Failure failure = exception.Why switch
        {
            NoReply.TooLarge => new(ErrorKind.Answer),
            NoReply.TimedOut => new(ErrorKind.Timeout),
            _ => new(ErrorKind.Network, NeverSent: exception.Why == NoReply.NeverSent),
        };
        var facts = FactsOf(failure, operation, made) with { Cause = exception.InnerException };
        TetriException error = exception.Why switch
        {
            NoReply.TooLarge => new AnswerException(ErrorReason.TooLarge, "The answer is larger than MaxAnswerBytes.", facts),
            NoReply.TimedOut => new TimedOutException("The gateway did not answer in time.", facts),
            NoReply.NeverSent => new NetworkException($"The gateway at {settings.BaseUrl} can't be reached.", facts),
            _ => new NetworkException("The connection to the gateway broke.", facts),
        };
        return (default, error, failure);
    }

    private static JsonObject MembersOf<TRequest>(TRequest request, JsonTypeInfo<TRequest> written)
    {
        var members = JsonSerializer.SerializeToNode(request, written)!.AsObject();
        if (request is MemberRequest { More: { } more })
        {
            foreach (var (name, value) in more)
                members[name] = value?.DeepClone();
        }
        return members;
    }

    private static ErrorFacts FactsOf(Failure failure, Operation operation, int made) => new(
        Status: failure.Status, RetryAfter: failure.RetryAfter, Tries: made,
        Retryable: RetryPolicy.IsRetryable(failure, operation.Repeat), OutcomeUnknown: RetryPolicy.IsOutcomeUnknown(failure, operation.Repeat));

    private static string Shown(string message, IReadOnlyList<string> secrets)
    {
        var shown = secrets.Aggregate(message, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
        return shown.Length <= LongestMessage ? shown : shown[..LongestMessage];
    }

    private static TimeSpan? RetryAfterOf(HttpReply reply) =>
        int.TryParse(reply.Header("retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private TimeSpan Left(long start) => settings.Deadline - around.Clock.GetElapsedTime(start);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan AtLeastOneMillisecond(TimeSpan time) => time < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : time;
}
