using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tetri.Tls;

/// <summary>ca.pem and ca.key of one folder: whole or absent, and written by one process at a time.</summary>
internal sealed class AuthorityFiles(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private readonly string _keyPath = Path.Combine(folder, "ca.key");

    public string CertificatePath { get; } = Path.Combine(folder, "ca.pem");

    /// <summary>The lock falls with the process that holds it, so a crash leaves nothing to clean up.</summary>
    public FileStream Lock()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < LockPatience)
            {
                Task.Delay(LockPause, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }

    public X509Certificate2? Read(out string? damage)
    {
        damage = null;
        if (!File.Exists(CertificatePath) && !File.Exists(_keyPath)) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(CertificatePath, _keyPath);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or FileNotFoundException)
        {
            damage = unreadable.Message;
            return null;
        }
    }

    public void Write(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        Replace(_keyPath, key.ExportPkcs8PrivateKeyPem(), OwnerOnly);
        Replace(CertificatePath, certificate.ExportCertificatePem(), Everyone);
    }

    private static void Replace(string path, string text, UnixFileMode mode)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var stream = new FileStream(unfinished, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Write('\n');
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
