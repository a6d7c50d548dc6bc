using System.Globalization;
using Tetri.Orders;
using Tetri.Subscriptions;

namespace Tetri.Checkout;

/// <summary>A subscription's schedule as the page shows it and as the payer sends it back.</summary>
internal static class CheckoutSchedule
{
    /// <summary>Null where the order is open no more, is none of a subscription, or where its merchant keeps the schedule from the page.</summary>
    public static SubscriptionView? Of(Order order, DateTimeOffset now)
    {
        if (!order.IsOpen || !order.Terms.Subscription || RecurringData.Of(order.Terms.RecurringData) is not { IsShown: true } asked)
            return null;
        // What the payer chose for a try that was declined is there again.
        var schedule = order.Payment.Schedule ?? asked.Schedule;
        var isFixed = !asked.IsEditable || schedule.TrialQuantity > 0 || schedule.StartTime > now;
        return new SubscriptionView
        {
            Amount = schedule.Amount.ToString(CultureInfo.InvariantCulture),
            Period = NameOf(schedule.Period),
            Every = schedule.Every,
            Quantity = schedule.Quantity,
            FirstAt = isFixed ? schedule.ChargeAt(1, now)?.ToUnixTimeMilliseconds() : null,
            LastAt = (asked.IsEditable ? schedule.EndTime : schedule.LastAt(now))?.ToUnixTimeMilliseconds(),
            Trial = schedule.TrialQuantity > 0,
            Editable = asked.IsEditable,
            Optional = asked.IsOptional,
        };
    }

    /// <summary>False: it is out of bounds, or the merchant does not let the payer change it.</summary>
    /// <param name="chosen">Null leaves the schedule as the merchant asked for it.</param>
    public static bool TryRead(Order order, ScheduleRequest? request, out Schedule? chosen)
    {
        chosen = null;
        if (request is null)
            return true;
        if (!order.Terms.Subscription || RecurringData.Of(order.Terms.RecurringData) is not { } asked || !(asked.IsEditable || asked.IsOptional))
            return false;
        if (!long.TryParse(request.Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount is < 1 or > RecurringData.MostAmount
            || request.Every is not { } every || every is < 1 or > Schedule.MostEvery
            || request.Quantity is < 1 or > Schedule.MostCharges || (request.Quantity is null && asked.Schedule.Quantity is not null)
            || ReadPeriod(request.Period) is not { } period)
            return false;
        chosen = asked.Schedule with { Amount = amount, Period = period, Every = every, Quantity = request.Quantity };
        return asked.IsEditable || chosen == asked.Schedule;
    }

    private static string NameOf(SchedulePeriod period) => period switch
    {
        SchedulePeriod.Day => "day",
        SchedulePeriod.Week => "week",
        _ => "month",
    };

    private static SchedulePeriod? ReadPeriod(string? name) => name switch
    {
        "day" => SchedulePeriod.Day,
        "week" => SchedulePeriod.Week,
        "month" => SchedulePeriod.Month,
        _ => null,
    };
}
