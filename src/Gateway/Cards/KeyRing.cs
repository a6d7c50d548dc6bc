using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Cards;

/// <summary>
/// The master keys, kept outside the database: <c>Tetri:MasterKeys</c> ("1:base64 2:base64", the newest last), or in the sandbox
/// the file keys/master.keys of the data folder, made at the first start. What is used is derived from them by purpose
/// (HKDF-SHA-256), so that a token key tells nothing of a card key.
/// </summary>
internal sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly SortedDictionary<byte, byte[]> _masterKeys;

    private KeyRing(SortedDictionary<byte, byte[]> masterKeys)
    {
        _masterKeys = masterKeys;
        NewestId = masterKeys.Keys.Last();
    }

    /// <summary>The key that new things are made with.</summary>
    public byte NewestId { get; }

    /// <summary>The 32 bytes of a key for one purpose, or null when the ring has no such key.</summary>
    public byte[]? Derive(byte keyId, string purpose) =>
        _masterKeys.TryGetValue(keyId, out var master)
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes(purpose))
            : null;

    public static KeyRing Open(IConfiguration configuration, GatewayOptions options)
    {
        if (configuration["Tetri:MasterKeys"] is { Length: > 0 } configured)
            return Parse(configured, "Tetri:MasterKeys");
        if (!options.IsSandbox)
            throw new StartRefusedException("Live mode needs Tetri:MasterKeys, for example \"1:\" and 32 random bytes in base64. Keep it outside the database.");
        var file = Path.Combine(options.DataFolder, "keys", "master.keys");
        if (!File.Exists(file))
            Create(file);
        return Parse(File.ReadAllText(file), file);
    }

    private static void Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Environment.ProcessId}";
        var onlyOwner = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            onlyOwner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, onlyOwner))
            stream.Write(Encoding.ASCII.GetBytes($"1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n"));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process that started at the same time made it first; its key is the one.
            File.Delete(draft);
        }
    }

    private static KeyRing Parse(string text, string source)
    {
        var keys = new SortedDictionary<byte, byte[]>();
        foreach (var entry in text.Split((char[])[' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var key = new byte[KeyBytes];
            if (colon < 1 || !byte.TryParse(entry.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ||
                !Convert.TryFromBase64String(entry[(colon + 1)..], key, out var length) || length != KeyBytes)
                throw new StartRefusedException($"{source} must hold entries of a number from 0 to 255, a colon and 32 bytes in base64.");
            keys[id] = key;
        }
        return keys.Count > 0 ? new KeyRing(keys) : throw new StartRefusedException($"{source} holds no key.");
    }
}
