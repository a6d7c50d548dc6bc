using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tetri.Tls;

/// <summary>
/// The certificate authority of one data folder. It lives in ca.pem and ca.key; server certificates are issued anew
/// at every start and never stored, so there is nothing else to renew or to repair.
/// It is constrained to the names it serves: who trusts ca.pem trusts it for nothing else.
/// </summary>
internal sealed partial class LocalAuthority : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(730);
    private static readonly TimeSpan LeastRemaining = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    // Certificates are judged by other programs' clocks, so the sandbox's test clock must not move them.
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 _certificate;
    private readonly IReadOnlyList<string> _names;

    private LocalAuthority(X509Certificate2 certificate, IReadOnlyList<string> names) => (_certificate, _names) = (certificate, names);

    public static LocalAuthority OpenOrCreate(string folder, IReadOnlyList<string> names, ILogger logger)
    {
        var files = new AuthorityFiles(folder);
        using (files.Lock())
        {
            var known = files.Read(out var damage);
            if (damage is not null) LogDamaged(logger, files.CertificatePath, damage);
            if (known is not null && IsUsable(known, names)) return new LocalAuthority(known, names);

            known?.Dispose();
            var created = Create(names);
            files.Write(created);
            LogCreated(logger, files.CertificatePath);
            return new LocalAuthority(created, names);
        }
    }

    public X509Certificate2 IssueServerCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tetri sandbox", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in _names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));

        using var issued = request.Create(_certificate, Now - ClockSkew, _certificate.NotAfter, RandomNumberGenerator.GetBytes(16));
        var withKey = issued.CopyWithPrivateKey(key);
        if (!OperatingSystem.IsWindows()) return withKey;

        // Windows' TLS cannot use a key that lives in memory only.
        using (withKey) return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 Create(IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Two authorities of one name confuse trust stores, so each carries a mark of its own.
        var subject = $"CN=Tetri local authority {Convert.ToHexString(RandomNumberGenerator.GetBytes(3))}";
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        request.CertificateExtensions.Add(NameConstraints.Permitting(names));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(Now - ClockSkew, Now + Lifetime);
    }

    private static bool IsUsable(X509Certificate2 certificate, IReadOnlyList<string> names) =>
        certificate.NotAfter.ToUniversalTime() - Now > LeastRemaining
        && certificate.Extensions[NameConstraints.Oid] is { } constraints
        && constraints.RawData.AsSpan().SequenceEqual(NameConstraints.Permitting(names).RawData);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A new local certificate authority was made. Clients of the https address must trust {Path}")]
    private static partial void LogCreated(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The local certificate authority {Path} cannot be used and is replaced: {Damage}")]
    private static partial void LogDamaged(ILogger logger, string path, string damage);
}
