using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tetri.Connectors.Simulator;

/// <summary>Signs tickets with a key of the acquirer's own, kept in the data folder, and opens only those.</summary>
internal sealed class TicketSeal
{
    private const int LongestTicket = 16 * 1024;

    private readonly byte[] _key;
    private readonly TimeProvider _time;

    public TicketSeal(SimulatorOptions options, TimeProvider time) =>
        (_key, _time) = (LoadOrCreateKey(options.DataFolder), time);

    /// <summary>The ticket as text: base64url of its JSON, a point, base64url of the signature.</summary>
    public string Seal(Ticket ticket)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(ticket, TicketJson.Default.Ticket));
        return $"{body}.{Base64Url.EncodeToString(Sign(body))}";
    }

    /// <summary>The ticket, or null where the text is not one of ours or is out of date.</summary>
    public Ticket? Open(string? sealedText) => Read(sealedText) is { } ticket && !IsOutOfDate(ticket) ? ticket : null;

    public bool IsOutOfDate(Ticket ticket) => ticket.ValidUntil < _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The same, out of date or not.</summary>
    public Ticket? Read(string? sealedText)
    {
        if (sealedText is null || sealedText.Length > LongestTicket)
            return null;
        var point = sealedText.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return null;
        var body = sealedText[..point];
        var signature = new byte[Base64Url.GetMaxDecodedLength(sealedText.Length - point)];
        if (Base64Url.DecodeFromChars(sealedText.AsSpan(point + 1), signature, out _, out var length) is not OperationStatus.Done
            || !CryptographicOperations.FixedTimeEquals(signature.AsSpan(0, length), Sign(body)))
            return null;
        return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(body), TicketJson.Default.Ticket);
    }

    /// <summary>A lasting identifier for a transaction that tells nothing about its number.</summary>
    public Guid Identifier(string purpose, long transactionId) =>
        new(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}:{transactionId}")).AsSpan(0, 16));

    private byte[] Sign(string body) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(body));

    private static byte[] LoadOrCreateKey(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "simulator.key");
        if (!File.Exists(path))
            Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == 32 ? key : throw new StartRefusedException($"{path} is damaged: delete it, and a new key is made.");
    }

    // Written aside and moved into place, so that no process ever reads half a key.
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
            file.Write(RandomNumberGenerator.GetBytes(32));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
