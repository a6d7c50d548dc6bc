using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>
/// Sandbox only: says what the gateway signed, and tries the mistakes that are made over and over until one gives the signature that came.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal static class SignatureExplainer
{
    private const int MaxMerchants = 100;

    /// <summary>Hashing a longer text a hundred times over would be work that anyone could ask of us.</summary>
    private const int MaxLength = 16_384;

    public static string Explain(ProtocolRequest request, MemberTable table, Merchant merchant, IReadOnlyCollection<Merchant> known)
    {
        var key = table.KeyOf(merchant);
        var attempts = request.Data is { } data
            ? InVersion2(request, data, table, merchant, known)
            : InVersion1(request, table, merchant, known);
        var scope = new SigningScope { Known = table };
        var expected = request.Data is not null ? Signature.Compute(key, request.Data) : Signature.Compute(key, request.Members, scope);
        var signed = request.Data is not null ? $"{key}|{request.Data}" : Signature.SigningString(key, request.Members, scope);
        var cause = signed.Length > MaxLength ? "The signed text is too long to look for a known mistake." : attempts.FirstOrDefault(attempt => attempt.Gives(request.Signature!))?.Cause
            ?? "No mistake that we know gives the signature that came: compare the string above with yours, from left to right.";
        var shown = !table.Rules.Any(rule => MemberNames.IsCardData(rule.Name)) ? signed
            : request.Data is not null ? $"{key}|data"
            : Signature.SigningString(key, WithoutCard(request.Members), scope);
        return $"signature: `{expected}`; response_signature_string: `{Signature.Masked(shown, key)}` {cause}";
    }

    /// <summary>What we show may end in somebody's log.</summary>
    private static MemberSet WithoutCard(MemberSet members)
    {
        var shown = new MemberSet(members.Count);
        foreach (ref readonly var member in members.AsReceived)
            shown.Add(member.Name, MemberNames.IsCardData(member.Name) ? new string('X', member.Value.Length) : member.Value, member.Kind);
        return shown;
    }

    private static IEnumerable<Attempt> InVersion1(ProtocolRequest request, MemberTable table, Merchant merchant, IReadOnlyCollection<Merchant> known)
    {
        var key = table.KeyOf(merchant);
        var members = request.Members.AsReceived.ToArray();
        var sorted = request.Members.ByName.ToArray().Select(place => members[place])
            .Where(member => member.Name is not (Signature.MemberName or Signature.StringMemberName) && member.Kind != MemberKind.Nested).ToArray();
        var signed = sorted.Where(member => member.IsSigned).ToArray();
        var values = signed.Select(member => member.Value).ToArray();

        return MistakenKeys(values, signed, table, merchant, known)
            .Concat(MistakenMembers(key, sorted, signed, request))
            .Concat(MistakenOrder(key, values, members, signed))
            .Concat(MistakenText(key, values, signed));
    }

    private static IEnumerable<Attempt> InVersion2(ProtocolRequest request, string data, MemberTable table, Merchant merchant, IReadOnlyCollection<Merchant> known)
    {
        var key = table.KeyOf(merchant);
        yield return new($"{OtherKey(table, merchant)}|{data}", $"It was signed with the {OtherKeyName(table)} of the merchant; here the {KeyName(table)} signs.");
        foreach (var other in known.Where(other => other.Id != merchant.Id).Take(MaxMerchants))
            yield return new($"{table.KeyOf(other)}|{data}", $"It was signed with the {KeyName(table)} of merchant {other.Id}; the order names {merchant.Id}.");
        yield return new($"{data}|{key}", "The secret was put behind the data; it stands in front.");
        yield return new($"{key}{data}", "The | between the secret and the data is missing.");
        yield return new($"{key}|2.0|{data}", "version was signed too; in 2.0 only data is.");
        yield return new($"{key}|{data}|2.0", "version was signed too; in 2.0 only data is.");
        var bytes = new byte[data.Length + 2];
        if (Convert.TryFromBase64String(data.TrimEnd('=') + new string('=', (4 - data.TrimEnd('=').Length % 4) % 4), bytes, out var length))
        {
            var json = Encoding.UTF8.GetString(bytes, 0, length);
            yield return new($"{key}|{json}", "The JSON was signed before it became base64; sign the base64 text as it is sent.");
            yield return new($"{key}|{Convert.ToBase64String(bytes, 0, length)}", "Another base64 text was signed than was sent: with other padding or line breaks.");
        }
        yield return new(Signature.SigningString(key, request.Members), "The order's members were signed one by one as in 1.0; in 2.0 the secret and the base64 text are.");
    }

    private static IEnumerable<Attempt> MistakenKeys(string[] values, Member[] signed, MemberTable table, Merchant merchant, IReadOnlyCollection<Merchant> known)
    {
        yield return new(Join(OtherKey(table, merchant), values), $"It was signed with the {OtherKeyName(table)} of the merchant; here the {KeyName(table)} signs.");
        foreach (var other in known.Where(other => other.Id != merchant.Id).Take(MaxMerchants))
        {
            var renamed = Renamed(signed, other.Id);
            yield return new(Join(table.KeyOf(merchant), renamed), $"It was signed for merchant_id {other.Id}, but the request names {merchant.Id}.");
            yield return new(Join(table.KeyOf(other), renamed), $"It was signed for merchant_id {other.Id} with that merchant's {KeyName(table)}, but the request names {merchant.Id}.");
            yield return new(Join(table.KeyOf(other), values), $"It was signed with the {KeyName(table)} of merchant {other.Id}, but the request names {merchant.Id}.");
        }
        foreach (var former in merchant.FormerIds)
            yield return new(Join(table.KeyOf(merchant), Renamed(signed, former)), $"It was signed for merchant_id {former}, a former id of {merchant.Id}.");
        var key = table.KeyOf(merchant);
        yield return new(Join(key + "\n", values), "The secret has a line break behind it.");
        yield return new(Join(key + " ", values), "The secret has a blank behind it.");
        yield return new(string.Join('|', values), "The secret is missing from the signed string; it stands in front.");
        yield return new(string.Join('|', values.Append(key)), "The secret was put at the end; it stands in front.");
        yield return new(string.Join('|', values.Prepend(key).Append(key)), "The secret was put at both ends; it stands in front only.");
        yield return new(string.Join('|', values)) { HmacKey = key, Cause = "It is an HMAC; the signature is the plain SHA-1 of the secret and the values." };
    }

    private static IEnumerable<Attempt> MistakenMembers(string key, Member[] sorted, Member[] signed, ProtocolRequest request)
    {
        yield return new(Join(key, sorted.Where(member => member.Kind != MemberKind.Null).Select(member => member.Value)),
            "Empty members were kept as empty segments; they leave no trace, not even a separator.");
        yield return new(Join(key, sorted.Select(member => member.Value)),
            "Members that are empty or null were kept as empty segments; they leave no trace, not even a separator.");
        yield return new(Join(key, sorted.Where(member => member.IsSigned || member.Kind == MemberKind.Null).Select(member => member.Value)),
            "Members that are null were kept as empty segments; they leave no trace, not even a separator.");
        foreach (var text in new[] { "null", "None" })
        {
            yield return new(Join(key, sorted.Where(member => member.IsSigned || member.Kind == MemberKind.Null).Select(member => member.Kind == MemberKind.Null ? text : member.Value)),
                $"Members that are null were signed as the text {text}; they leave no trace.");
        }
        for (var i = 0; i < signed.Length; i++)
        {
            var name = signed[i].Name;
            yield return new(Join(key, signed.Where(member => member.Name != name).Select(member => member.Value)),
                $"`{name}` was sent but not signed; every member that is sent and not empty is signed.");
        }
        if (request.Members.Text("version") is null)
        {
            foreach (var version in new[] { "1.0", "1.0.1" })
            {
                var with = signed.Append(new Member("version", version, MemberKind.Text)).OrderBy(member => member.Name, StringComparer.Ordinal);
                yield return new(Join(key, with.Select(member => member.Value)), $"version {version} was signed but not sent.");
            }
        }
    }

    private static IEnumerable<Attempt> MistakenOrder(string key, string[] values, Member[] sent, Member[] signed)
    {
        yield return new(Join(key, sent.Where(member => member.IsSigned).Select(member => member.Value)),
            "The values were signed in the order in which they were sent; sort the members by name.");
        yield return new(Join(key, values.Order(StringComparer.Ordinal)), "The values were sorted by themselves; sort the members by name.");
        yield return new(Join(key, signed.OrderBy(member => member.Name.Replace("_", "", StringComparison.Ordinal), StringComparer.Ordinal).Select(member => member.Value)),
            "The members were sorted as words of a language, which passes over _; compare names byte by byte.");
        yield return new(Join(key, values.Reverse()), "The members were sorted from z to a.");
        yield return new(string.Join('|', signed.Select(member => member.Value).Append(key).Order(StringComparer.Ordinal)), "The secret was sorted with the values; it stands in front.");
        yield return new(Join(key, signed.Select(member => $"{member.Name}={member.Value}")), "Names were signed with the values; only values are.");
    }

    private static IEnumerable<Attempt> MistakenText(string key, string[] values, Member[] signed)
    {
        foreach (var (separator, name) in new[] { ("", "nothing"), (",", "a comma"), (";", "a semicolon"), ("&", "&"), (":", "a colon"), (" ", "a blank"), ("\n", "a line break"), ("||", "||") })
            yield return new(string.Join(separator, values.Prepend(key)), $"The values were joined by {name}; the separator is |.");

        yield return new(Join(key, signed.Select(member => member.Name == "amount" ? MajorUnits(member.Value, "0.00") : member.Value)), Amount);
        yield return new(Join(key, signed.Select(member => member.Name == "amount" ? MajorUnits(member.Value, "0.##") : member.Value)), Amount);
        yield return new(Join(key, signed.Select(member => member.Name == "amount" ? MajorUnits(member.Value, "0.0#") : member.Value)), Amount);
        yield return new(Join(key, signed.Select(member => member.Name == "amount" ? member.Value + "00" : member.Value)), "amount was signed a hundred times too large: it was multiplied twice.");

        yield return new(Join(key, values.Select(value => value.Trim())), "Blanks around a value were signed away; sign values exactly as they are sent.");
        yield return new(Join(key, values.Select(Uri.EscapeDataString)), "Values were signed with % escapes; sign them as they are before escaping.");
        yield return new(Join(key, values.Select(value => System.Net.WebUtility.UrlEncode(value))), "Values were signed with % escapes; sign them as they are before escaping.");
        yield return new(Join(key, values.Select(value => value.Replace("/", "\\/", StringComparison.Ordinal))), @"Values were signed with \/ as JSON escapes it; sign them as they are before escaping.");
        yield return new(Join(key, values.Select(value => System.Net.WebUtility.HtmlEncode(value))), "Values were signed with HTML escapes; sign them as they are before escaping.");
        yield return new(Join(key, values.Select(JsonAscii)), @"Values were signed with \u escapes of JSON; sign them as they are before escaping.");
        yield return new(Join(key, values)) { Latin1 = true, Cause = "The string was not signed as UTF-8." };
        yield return new(Join(key, values) + "|", "A separator stands at the end of the signed string.");
        yield return new(Join(key, values) + "\n", "A line break stands at the end of the signed string.");
    }

    private const string Amount = "amount was signed in major units; it is sent and signed in minor units.";

    private static string Join(string key, IEnumerable<string> values) => string.Join('|', values.Prepend(key));

    private static IEnumerable<string> Renamed(Member[] members, long id) =>
        members.Select(member => member.Name == "merchant_id" ? id.ToString(CultureInfo.InvariantCulture) : member.Value);

    private static string MajorUnits(string minor, string format) =>
        MemberValue.TryReadInteger(minor, 12, out var amount) ? (amount / 100m).ToString(format, CultureInfo.InvariantCulture) : minor;

    private static string JsonAscii(string value) => string.Concat(value.Select(c =>
        c == '/' ? "\\/" : c > 0x7E ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));

    private static string OtherKey(MemberTable table, Merchant merchant) => table.Key == MerchantKey.Payment ? merchant.CreditKey : merchant.PaymentKey;

    private static string KeyName(MemberTable table) => table.Key == MerchantKey.Payment ? "payment key" : "credit key";

    private static string OtherKeyName(MemberTable table) => table.Key == MerchantKey.Payment ? "credit key" : "payment key";

    private sealed record Attempt(string Text, string Cause = "")
    {
        public string? HmacKey { get; init; }
        public bool Latin1 { get; init; }

        public bool Gives(string signature)
        {
            var bytes = (Latin1 ? Encoding.Latin1 : Encoding.UTF8).GetBytes(Text);
            var digest = HmacKey is null ? SHA1.HashData(bytes) : HMACSHA1.HashData(Encoding.UTF8.GetBytes(HmacKey), bytes);
            return Convert.ToHexStringLower(digest) == signature;
        }
    }
}
