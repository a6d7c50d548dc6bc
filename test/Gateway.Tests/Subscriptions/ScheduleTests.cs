using System.Globalization;
using System.Text.Json;
using CsCheck;
using Tetri.Subscriptions;

namespace Tetri.Tests.Subscriptions;

public class ScheduleTests
{
    private static readonly Gen<Schedule> Schedules =
        from period in Gen.Enum<SchedulePeriod>()
        from every in Gen.Int[1, 40]
        from quantity in Gen.Int[1, 200].Nullable()
        from endsAfter in Gen.Int[0, 2_000].Nullable()
        from startsAfter in Gen.Int[-100, 100].Nullable()
        from trialPeriod in Gen.Enum<SchedulePeriod>()
        from trial in Gen.Int[0, 14]
        select new Schedule
        {
            Amount = 100,
            Period = period,
            Every = every,
            Quantity = quantity,
            EndTime = endsAfter is { } end ? Paid("2027-01-31 10:00:00").AddDays(end) : null,
            StartTime = startsAfter is { } start ? Paid("2027-01-31 10:00:00").AddDays(start) : null,
            TrialPeriod = trialPeriod,
            TrialQuantity = trial,
        };

    private static readonly Gen<DateTimeOffset> Times =
        Gen.Int[0, 5_000].Select(Gen.Int[0, 86_399], (days, seconds) => Paid("2024-01-01 00:00:00").AddDays(days).AddSeconds(seconds));

    [Theory]
    [InlineData("2027-01-31 10:00:00", "Month", 1, "2027-02-28 2027-03-31 2027-04-30 2027-05-31")]
    [InlineData("2027-11-30 10:00:00", "Month", 1, "2027-12-30 2028-01-30 2028-02-29 2028-03-30")]
    [InlineData("2028-02-29 10:00:00", "Month", 12, "2029-02-28 2030-02-28 2031-02-28 2032-02-29")]
    [InlineData("2027-10-31 10:00:00", "Month", 4, "2028-02-29 2028-06-30 2028-10-31 2029-02-28")]
    [InlineData("2028-02-22 10:00:00", "Week", 1, "2028-02-29 2028-03-07 2028-03-14 2028-03-21")]
    [InlineData("2027-12-30 10:00:00", "Day", 1, "2027-12-31 2028-01-01 2028-01-02 2028-01-03")]
    [InlineData("2027-12-30 10:00:00", "Day", 30, "2028-01-29 2028-02-28 2028-03-29 2028-04-28")]
    public void Charges_AreCountedFromThePayment(string paid, string period, int every, string dates)
    {
        var schedule = new Schedule { Amount = 100, Period = Enum.Parse<SchedulePeriod>(period), Every = every };

        Assert.Equal(dates.Split(' '), Enumerable.Range(1, 4).Select(number => Day(schedule.ChargeAt(number, Paid(paid)))));
        Assert.Equal(new TimeOnly(10, 0), TimeOnly.FromDateTime(schedule.ChargeAt(1, Paid(paid))!.Value.UtcDateTime));
    }

    [Fact]
    public void StartAhead_IsTheFirstCharge_AndOneThatHasPassedIsThePayment()
    {
        var schedule = new Schedule { Amount = 100, Period = SchedulePeriod.Month, Every = 1, StartTime = Paid("2027-05-31 00:00:00") };

        Assert.Equal(["2027-05-31", "2027-06-30", "2027-07-31"], Enumerable.Range(1, 3).Select(number => Day(schedule.ChargeAt(number, Paid("2027-01-15 10:00:00")))));
        Assert.Equal(["2027-06-30", "2027-07-31"], Enumerable.Range(1, 2).Select(number => Day(schedule.ChargeAt(number, Paid("2027-05-31 10:00:00")))));
    }

    [Fact]
    public void Trial_ComesBeforeTheFirstCharge_AndShortensNoMonth()
    {
        var schedule = new Schedule { Amount = 100, Period = SchedulePeriod.Month, Every = 1, TrialPeriod = SchedulePeriod.Month, TrialQuantity = 1 };
        Assert.Equal(["2027-02-28", "2027-03-31", "2027-04-30"], Enumerable.Range(1, 3).Select(number => Day(schedule.ChargeAt(number, Paid("2027-01-31 10:00:00")))));

        var twoWeeks = schedule with { TrialPeriod = SchedulePeriod.Week, TrialQuantity = 2 };
        Assert.Equal(["2027-02-14", "2027-03-14"], Enumerable.Range(1, 2).Select(number => Day(twoWeeks.ChargeAt(number, Paid("2027-01-31 10:00:00")))));

        // A trial counts from a start that lies ahead, too.
        var later = twoWeeks with { StartTime = Paid("2027-03-01 00:00:00") };
        Assert.Equal("2027-03-15", Day(later.ChargeAt(1, Paid("2027-01-31 10:00:00"))));
    }

    [Fact]
    public void QuantityAndEnd_WhicheverComesFirst_EndIt()
    {
        var paid = Paid("2027-01-31 10:00:00");
        var schedule = new Schedule { Amount = 100, Period = SchedulePeriod.Month, Every = 1, Quantity = 3 };
        Assert.NotNull(schedule.ChargeAt(3, paid));
        Assert.Null(schedule.ChargeAt(4, paid));
        Assert.Null(schedule.ChargeAt(0, paid));

        var ended = schedule with { EndTime = Paid("2027-03-31 10:00:00") };
        Assert.NotNull(ended.ChargeAt(2, paid));
        Assert.Null(ended.ChargeAt(3, paid));
        Assert.Equal("2027-03-31", Day(ended.LastAt(paid)));
        Assert.Null((schedule with { Quantity = null }).LastAt(paid));
    }

    [Fact]
    public void ScheduleOfAges_EndsBeforeTheCalendarDoes()
    {
        foreach (var period in Enum.GetValues<SchedulePeriod>())
        {
            var schedule = new Schedule { Amount = 1, Period = period, Every = Schedule.MostEvery, TrialPeriod = period, TrialQuantity = Schedule.MostEvery };
            var last = schedule.CountUntil(DateTimeOffset.MaxValue, Paid("2027-01-31 10:00:00"));
            Assert.Null(schedule.ChargeAt(last + 1, Paid("2027-01-31 10:00:00")));
            Assert.Null(schedule.ChargeAt(Schedule.MostCharges, Paid("2027-01-31 10:00:00")));
        }
    }

    [Fact]
    public void AnySchedule_ChargesLaterThanThePayment_InRisingOrder_AndNeverBehindItsEnd() =>
        Schedules.Select(Times).Sample((schedule, paid) =>
        {
            DateTimeOffset? before = paid;
            for (var number = 1; number <= 30 && before is not null; number++)
            {
                var at = schedule.ChargeAt(number, paid);
                Assert.True(at is null || at > before, $"charge {number} is at {at}, after {before}");
                Assert.True(at is null || at <= (schedule.EndTime ?? at));
                Assert.True(at is null || number <= (schedule.Quantity ?? number));
                before = at;
            }
        });

    [Fact]
    public void AnyMonthlySchedule_KeepsItsDay_OrTakesTheLastOfAShorterMonth() =>
        Gen.Int[1, 13].Select(Gen.Int[1, 300], Times).Sample((every, number, paid) =>
        {
            var at = new Schedule { Amount = 1, Period = SchedulePeriod.Month, Every = every }.ChargeAt(number, paid)!.Value;
            Assert.Equal(Math.Min(paid.Day, DateTime.DaysInMonth(at.Year, at.Month)), at.Day);
            Assert.Equal(paid.Year * 12 + paid.Month + every * number, at.Year * 12 + at.Month);
        });

    [Fact]
    public void CountUntilAnyTime_IsTheNumberOfChargesThatAreNotLater() =>
        Schedules.Select(Times, Times).Sample((schedule, paid, time) =>
        {
            var count = schedule.CountUntil(time, paid);
            Assert.True(count == 0 || schedule.ChargeAt(count, paid) <= time);
            Assert.True(schedule.ChargeAt(count + 1, paid) is not { } next || next > time);
        });

    [Fact]
    public void AnySchedule_IsReadAsItWasWritten() =>
        Schedules.Sample(schedule =>
            Assert.Equal(schedule, JsonSerializer.Deserialize(JsonSerializer.Serialize(schedule, ScheduleJson.Default.Schedule), ScheduleJson.Default.Schedule)));

    private static DateTimeOffset Paid(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string? Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
