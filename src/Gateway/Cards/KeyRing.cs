using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Cards;

/// <summary>
/// The master keys, kept outside the database: <c>Tetri:MasterKeys</c> ("1:base64 2:base64", the newest last), or in the sandbox
/// the file keys/master.keys of the data folder, made at the first start. What is used is derived from them by purpose
/// (HKDF-SHA-256), so that a token key tells nothing of a card key. New things are made with the newest key, or with the one that
/// <c>Tetri:MasterKeyInUse</c> names while not every node knows the newest.
/// </summary>
internal sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly SortedDictionary<byte, byte[]> _masterKeys;

    private KeyRing(SortedDictionary<byte, byte[]> masterKeys, byte idInUse)
    {
        _masterKeys = masterKeys;
        IdInUse = idInUse;
    }

    /// <summary>The key that new things are made with: the newest, or the newest that every node knows.</summary>
    public byte IdInUse { get; }

    /// <summary>All keys, the newest first.</summary>
    public IEnumerable<byte> Ids => _masterKeys.Keys.Reverse();

    /// <summary>The 32 bytes of a key for one purpose, or null when the ring has no such key.</summary>
    public byte[]? Derive(byte keyId, string purpose) =>
        _masterKeys.TryGetValue(keyId, out var master)
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes(purpose))
            : null;

    public static KeyRing Open(IConfiguration configuration, GatewayOptions options)
    {
        var keys = Read(configuration, options);
        if (keys.Count == 0)
            throw new StartRefusedException("Live mode needs Tetri:MasterKeys, for example \"1:\" and 32 random bytes in base64. Keep it outside the database.");
        if (configuration["Tetri:MasterKeyInUse"] is not { Length: > 0 } inUse)
            return new KeyRing(keys, keys.Keys.Last());
        return byte.TryParse(inUse, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && keys.ContainsKey(id)
            ? new KeyRing(keys, id)
            : throw new StartRefusedException($"Tetri:MasterKeyInUse is '{inUse}'; it must be the number of a master key.");
    }

    /// <summary>
    /// Adds a new master key: to the sandbox's file, which is named then, or else to the value for <c>Tetri:MasterKeys</c>, which somebody
    /// must put there.
    /// </summary>
    public static AddedKey Add(IConfiguration configuration, GatewayOptions options)
    {
        if (IsInFile(configuration, options) && !File.Exists(FileOf(options)))
            throw new StartRefusedException($"There is no {FileOf(options)} yet: the gateway makes it at its first start. Tetri:DataFolder says where.");
        var keys = Read(configuration, options);
        byte? before = keys.Count == 0 ? null : keys.Keys.Last();
        var id = (before ?? 0) + 1;
        if (id > byte.MaxValue)
            throw new StartRefusedException($"There is no number for another master key: the highest is {byte.MaxValue}.");
        keys[(byte)id] = RandomNumberGenerator.GetBytes(KeyBytes);
        var value = string.Join(' ', keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{key.Key}:{Convert.ToBase64String(key.Value)}")));
        if (!IsInFile(configuration, options))
            return new AddedKey((byte)id, before, null, value);
        var file = FileOf(options);
        File.Move(Draft(file, value.Replace(' ', '\n') + '\n'), file, overwrite: true);
        return new AddedKey((byte)id, before, file, value);
    }

    private static SortedDictionary<byte, byte[]> Read(IConfiguration configuration, GatewayOptions options)
    {
        if (configuration["Tetri:MasterKeys"] is { Length: > 0 } configured)
            return Parse(configured, "Tetri:MasterKeys");
        if (!IsInFile(configuration, options))
            return [];
        var file = FileOf(options);
        if (!File.Exists(file))
            Create(file);
        return Parse(File.ReadAllText(file), file);
    }

    private static bool IsInFile(IConfiguration configuration, GatewayOptions options) =>
        options.IsSandbox && configuration["Tetri:MasterKeys"] is not { Length: > 0 };

    private static string FileOf(GatewayOptions options) => Path.Combine(options.DataFolder, "keys", "master.keys");

    private static void Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = Draft(file, $"1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n");
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

    private static string Draft(string file, string text)
    {
        var draft = $"{file}.{Environment.ProcessId}";
        var onlyOwner = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            onlyOwner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(draft, onlyOwner);
        stream.Write(Encoding.ASCII.GetBytes(text));
        return draft;
    }

    private static SortedDictionary<byte, byte[]> Parse(string text, string source)
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
        return keys.Count > 0 ? keys : throw new StartRefusedException($"{source} holds no key.");
    }
}

/// <summary>A master key that was added, and how it is put to use.</summary>
/// <param name="Before">The newest one until now.</param>
/// <param name="File">Where it was written; null where <paramref name="Value"/> must be put into Tetri:MasterKeys.</param>
internal sealed record AddedKey(byte Id, byte? Before, string? File, string Value);
