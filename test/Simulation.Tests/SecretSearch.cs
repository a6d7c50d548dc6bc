using System.Text;
using System.Text.RegularExpressions;

namespace Tetri.Simulation;

/// <summary>Looks for a text in bytes, in every form in which it might have been written down.</summary>
internal static class SecretSearch
{
    /// <summary>Where the secrets stand, each as "name: what, in which form".</summary>
    public static IEnumerable<string> Find(string name, byte[] content, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            foreach (var (form, bytes) in FormsOf(secret))
                if (content.AsSpan().IndexOf(bytes) >= 0)
                    yield return $"{name}: {secret} as {form}, in …{Around(content, bytes)}…";
    }

    /// <summary>A CVV is too short to be looked for alone; it counts where it stands behind its name, or near the card.</summary>
    public static IEnumerable<string> FindCvv(string name, byte[] content, string cvv, IEnumerable<string> cards)
    {
        foreach (var text in (string[])[Encoding.Latin1.GetString(content), Encoding.Latin1.GetString(content).Replace("\0", "", StringComparison.Ordinal)])
        {
            if (Regex.Match(text, $"cv[vc]2?[^0-9a-z]{{0,12}}{cvv}", RegexOptions.IgnoreCase) is { Success: true } named)
                yield return $"{name}: {named.Value}";
            foreach (var card in cards)
                // Within hex digits, as of a random token, it is chance.
                if (Regex.IsMatch(text, $"{card[^4..]}.{{0,40}}[^0-9a-f]{cvv}[^0-9a-f]", RegexOptions.Singleline))
                    yield return $"{name}: {cvv} near card {card}";
        }
    }

    private static IEnumerable<(string Form, byte[] Bytes)> FormsOf(string secret)
    {
        var ascii = Encoding.ASCII.GetBytes(secret);
        yield return ("text", ascii);
        yield return ("UTF-16LE", Encoding.Unicode.GetBytes(secret));
        yield return ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes(secret));
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexString(ascii)));
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(ascii)));
        yield return ("reversed text", [.. ascii.Reverse()]);

        // Three bytes make four digits of base64, so what stands before shifts the pattern in one of three ways.
        for (var skipped = 0; skipped < 3; skipped++)
        {
            var whole = ascii.AsSpan(skipped, (ascii.Length - skipped) / 3 * 3);
            yield return ("base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(whole)));
        }
    }

    private static string Around(byte[] content, byte[] found)
    {
        var place = content.AsSpan().IndexOf(found);
        var from = Math.Max(0, place - 80);
        return Encoding.Latin1.GetString(content, from, Math.Min(content.Length - from, found.Length + 120));
    }
}
