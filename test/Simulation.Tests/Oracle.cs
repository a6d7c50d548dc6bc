namespace Tetri.Simulation;

/// <summary>The main rules of the protocol, stated again: whether a request that succeeded had the right to.</summary>
internal static class Oracle
{
    private static readonly string[] Currencies = ["GEL", "USD", "EUR", "GBP", "UAH", "AMD", "AZN", "KZT", "MDL", "UZS", "CZK", "PLN"];

    private static readonly Dictionary<string, int> Longest = new()
    {
        ["order_id"] = 1024,
        ["payment_id"] = 19,
        ["order_desc"] = 1024,
        ["merchant_data"] = 2048,
        ["product_id"] = 1024,
        ["reservation_data"] = 10_000,
        ["lang"] = 2,
        ["payment_systems"] = 1024,
        ["sender_email"] = 256,
        ["response_url"] = 2048,
        ["cancel_url"] = 2048,
        ["design_id"] = 6,
        ["version"] = 10,
    };

    /// <summary>Of the members that the mutations use: those that the endpoint knows.</summary>
    public static bool Knows(string endpoint, string name) => name is "merchant_id" or "version" || endpoint switch
    {
        "/api/status/order_id" => name is "order_id",
        "/api/status/payment_id" => name is "payment_id",
        _ => name is "order_id" or "order_desc" or "amount" or "currency" or "lifetime" or "lang" or "preauth" or "verification" or "response_url" or "sender_email" or "merchant_data",
    };

    /// <summary>Why an order must not be made of these members; null when it may.</summary>
    public static string? ReasonAgainstOrder(IReadOnlyList<RawMember> members, bool isVersion2)
    {
        foreach (var name in (string[])["merchant_id", "order_id", "order_desc", "amount", "currency"])
            if (Text(members, name) is null)
                return $"{name} is missing or empty";
        var amount = Text(members, "amount")!;
        if (amount.Length > 12 || !amount.All(char.IsAsciiDigit))
            return $"the amount {amount} is not at most twelve digits";
        if (amount.All(digit => digit == '0') && Text(members, "verification") is not ("Y" or "y"))
            return "the amount is nothing";
        if (!Currencies.Contains(Text(members, "currency")!.ToUpperInvariant()))
            return "the merchant does not have the currency";
        if (Text(members, "order_id")!.Any(char.IsControl))
            return "order_id holds a control character";
        if (Text(members, "lifetime") is { } lifetime && (lifetime.Length > 9 || !lifetime.All(char.IsAsciiDigit) || int.Parse(lifetime, System.Globalization.CultureInfo.InvariantCulture) is < 1 or > 69_120_000))
            return "the lifetime is no number of seconds";
        foreach (var name in (string[])["preauth", "verification"])
            if (Text(members, name) is { } flag && flag is not ("Y" or "N" or "y" or "n"))
                return $"{name} is neither Y nor N";
        foreach (var name in (string[])["response_url", "cancel_url"])
            if (Text(members, name) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                return $"{name} is no web address";
        return ReasonAgainst(members, isVersion2, [.. Longest.Keys.Where(name => name != "payment_id")]);
    }

    public static string? ReasonAgainstStatus(string endpoint, IReadOnlyList<RawMember> members, bool isVersion2) =>
        ReasonAgainst(members, isVersion2, [endpoint.EndsWith("payment_id", StringComparison.Ordinal) ? "payment_id" : "order_id", "version"]);

    /// <summary>What holds for every endpoint.</summary>
    private static string? ReasonAgainst(IReadOnlyList<RawMember> members, bool isVersion2, string[] known)
    {
        if (members.GroupBy(member => member.Name).Any(name => name.Count() > 1 && !(isVersion2 && name.Key is "signature" or "version")))
            return "a member stands twice";
        // Inside the data of 2.0 a version says nothing.
        foreach (var name in known.Where(name => !isVersion2 || name != "version"))
            if (Text(members, name) is { } text && text.EnumerateRunes().Count() > Longest[name])
                return $"{name} is longer than {Longest[name]}";
        if (!isVersion2 && members.Any(member => !member.IsNested && known.Contains(member.Name) && member.Value.Contains('|', StringComparison.Ordinal)))
            return "a separator stands in a signed value";
        if (members.Any(member => known.Contains(member.Name) && member.Value.Contains('\0', StringComparison.Ordinal)))
            return "a value holds NUL";
        return Text(members, "merchant_id") is "1549901" or "1396424" ? null : "the merchant is unknown";
    }

    public static string? Text(IReadOnlyList<RawMember> members, string name) =>
        members.FirstOrDefault(member => member.Name == name) is { IsNested: false, Value.Length: > 0 } member && !(member.IsLiteral && member.Value == "null")
            ? member.IsLiteral && member.Value.StartsWith('"') ? member.Value.Contains("0041", StringComparison.Ordinal) ? "A" : "\0" : member.Value
            : null;
}
