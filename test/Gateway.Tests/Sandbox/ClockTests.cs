using System.Net;
using System.Text;
using System.Text.Json;
using Tetri.Sandbox;
using Tetri.Store;
using Tetri.Tests.Conformance;
using Tetri.Tests.Demo;
using Tetri.Tests.Store;

namespace Tetri.Tests.Sandbox;

public sealed class ClockTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Fact]
    public async Task Order_WhoseLifetimePassesOnTheTestClock_Expires()
    {
        var visitor = new DemoVisitor(gateway.Client);
        await visitor.OrderAsync("order_id=expires");
        var before = await ReadAsync();

        var (status, after) = await AdvanceAsync("""{"advance_seconds": 36001}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(before.GetProperty("ahead_seconds").GetInt64() + 36001, after.GetProperty("ahead_seconds").GetInt64());
        Assert.True(after.GetProperty("now").GetDateTimeOffset() - before.GetProperty("now").GetDateTimeOffset() >= TimeSpan.FromSeconds(36001));
        await visitor.WaitForNewsAsync("expires", "expired");
    }

    [Theory]
    [InlineData("""{"advance_seconds": -1}""")]
    [InlineData("""{"advance_seconds": 999999999}""")]
    [InlineData("""{"advance_seconds": 1.5}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public async Task Advance_OutOfBounds_ChangesNothing(string body)
    {
        var before = await ReadAsync();

        var (status, answer) = await AdvanceAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(answer.GetProperty("error").GetString()!);
        Assert.Equal(before.GetProperty("ahead_seconds").GetInt64(), (await ReadAsync()).GetProperty("ahead_seconds").GetInt64());
    }

    [Fact]
    public async Task Advance_FromAForm_IsRefused()
    {
        using var answer = await gateway.Client.PostAsync("/test/clock", new StringContent("""{"advance_seconds": 1}""", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Clock_IsKept_NeverRunsBack_AndNoFurtherAheadThanTenYears(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var clock = new SharedClock(new TestClock(), test.Store);
        await clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(WriteOutcome.Done, await clock.AdvanceAsync(TestClock.Furthest - TimeSpan.FromHours(1)));
        Assert.Equal(WriteOutcome.Conflict, await clock.AdvanceAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(TestClock.Furthest, clock.Ahead);

        await test.ReopenAsync();
        var again = new TestClock();
        await new SharedClock(again, test.Store).ReadAsync();
        Assert.Equal(TestClock.Furthest, again.Ahead);
        again.MoveTo(TimeSpan.FromHours(1));
        Assert.Equal(TestClock.Furthest, again.Ahead);
    }

    private async Task<JsonElement> ReadAsync() => JsonDocument.Parse(await gateway.Client.GetStringAsync("/test/clock")).RootElement;

    private async Task<(HttpStatusCode Status, JsonElement Answer)> AdvanceAsync(string body)
    {
        using var answer = await gateway.Client.PostAsync("/test/clock", new StringContent(body, Encoding.UTF8, "application/json"));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
