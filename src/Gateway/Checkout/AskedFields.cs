using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>
/// What the shop's page asks the payer beside the card, of an order that its server made. The answers fill what the order leaves open and replace
/// nothing that was signed. An order without a signature is made with them.
/// </summary>
internal static class AskedFields
{
    private const string Email = "email";
    private const int MostFields = 20;
    private const int LongestEmail = 254;
    private const int LongestText = 2048;

    public static bool TakesEmail(Order order) => order.IsOpen && !order.Terms.Unsigned && string.IsNullOrEmpty(order.Terms.Sender?.Email);

    public static bool TakesFields(Order order) => order.IsOpen && !order.Terms.Unsigned && string.IsNullOrEmpty(order.Terms.MerchantData);

    /// <summary>False: it is no address, or more than an order holds.</summary>
    public static bool TryRead(Order order, IReadOnlyDictionary<string, string>? given, out PayerAnswers? answers)
    {
        answers = null;
        if (given is null || order.Terms.Unsigned)
            return true;
        if (given.Count > MostFields)
            return false;
        var email = TakesEmail(order) && given.GetValueOrDefault(Email) is { Length: > 0 } typed ? typed : null;
        if (email is not null && !IsAddress(email))
            return false;
        var fields = TakesFields(order) ? TextOf(given) : null;
        if (fields?.Length > LongestText)
            return false;
        answers = email is null && fields is null ? null : new PayerAnswers(email, fields);
        return true;
    }

    private static string? TextOf(IReadOnlyDictionary<string, string> given)
    {
        var text = new ArrayBufferWriter<byte>();
        var isEmpty = true;
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in given)
            {
                if (name == Email)
                    continue;
                json.WriteString(name, value);
                isEmpty = false;
            }
            json.WriteEndObject();
        }
        // The separator of signatures.
        return isEmpty ? null : Encoding.UTF8.GetString(text.WrittenSpan).Replace("|", "\\u007C", StringComparison.Ordinal);
    }

    private static bool IsAddress(string email) =>
        email.Length <= LongestEmail && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1
            && !email.Any(letter => letter == '|' || char.IsWhiteSpace(letter) || char.IsControl(letter));
}
