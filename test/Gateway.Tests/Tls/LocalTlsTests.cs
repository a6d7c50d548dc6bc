using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Tls;

namespace Tetri.Tests.Tls;

public sealed class LocalTlsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("tetri-tls-").FullName;

    private string AuthorityPath => Path.Combine(_data, "tls", "ca.pem");

    private string KeyPath => Path.Combine(_data, "tls", "ca.key");

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("pay.flitt.com")]
    [InlineData("api.fondy.eu")]
    [InlineData("shop.test")]
    public async Task ClientThatTrustsOnlyOurAuthority_ReachesEveryServedName(string name)
    {
        await using var gateway = await Start(("Tetri:Tls:Names:0", "shop.test"));

        Assert.Equal("here", await Get(gateway, name));
    }

    [Fact]
    public async Task NameThatIsNotServed_IsRefusedByTheClient()
    {
        await using var gateway = await Start();

        await Assert.ThrowsAsync<AuthenticationException>(() => Get(gateway, "bank.example"));
    }

    [Fact]
    public async Task CertificateForAForeignName_IsNotTrustedEvenWhenTheAuthorityKeySignsIt()
    {
        await using (await Start()) { }
        using var authority = X509Certificate2.CreateFromPemFile(AuthorityPath, KeyPath);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bank.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("bank.example");
        request.CertificateExtensions.Add(names.Build());
        using var forged = request.Create(authority, authority.NotBefore, authority.NotAfter, [1]);

        using var chain = new X509Chain { ChainPolicy = TrustOnly(authority) };
        Assert.False(chain.Build(forged));
        Assert.Contains(chain.ChainStatus, status => status.Status.HasFlag(X509ChainStatusFlags.HasNotPermittedNameConstraint));
    }

    [Fact]
    public async Task Restart_KeepsTheAuthority()
    {
        await using (await Start()) { }
        var first = await File.ReadAllTextAsync(AuthorityPath);
        await using (await Start()) { }

        Assert.Equal(first, await File.ReadAllTextAsync(AuthorityPath));
    }

    [Fact]
    public async Task NewName_RemakesTheAuthorityThatMayNotServeIt()
    {
        await using (await Start()) { }
        await using var gateway = await Start(("Tetri:Tls:Names:0", "shop.test"));

        Assert.Equal("here", await Get(gateway, "shop.test"));
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("ca.key")]
    public async Task HalfWrittenFile_IsReplaced(string file)
    {
        await using (await Start()) { }
        var path = Path.Combine(_data, "tls", file);
        var whole = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, whole[..(whole.Length / 2)]);
        await File.WriteAllTextAsync(path + ".new", "left by a crash");

        await using var gateway = await Start();

        Assert.Equal("here", await Get(gateway, "localhost"));
    }

    [Fact]
    public async Task ManyStartAtOnce_AgreeOnOneAuthority()
    {
        var folder = Path.Combine(_data, "tls");
        var issued = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var authority = LocalAuthority.OpenOrCreate(folder, ["localhost"], NullLogger.Instance);
            return authority.IssueServerCertificate();
        })));

        using var trusted = X509CertificateLoader.LoadCertificateFromFile(AuthorityPath);
        Assert.All(issued, certificate =>
        {
            using var chain = new X509Chain { ChainPolicy = TrustOnly(trusted) };
            Assert.True(chain.Build(certificate));
        });
    }

    [Fact]
    public async Task Key_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows()) return;
        await using (await Start()) { }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public async Task PlainHttp_MakesNoAuthority()
    {
        var builder = Builder("http://127.0.0.1:0");
        builder.AddLocalTls();
        await using var gateway = builder.Build();
        await gateway.StartAsync(TestContext.Current.CancellationToken);

        Assert.False(File.Exists(AuthorityPath));
    }

    [Fact]
    public async Task LiveModeWithoutCertificate_RefusesHttps()
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => Start(("Tetri:Mode", "Live")));

        Assert.Contains("Kestrel:Certificates:Default:Path", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(AuthorityPath));
    }

    [Fact]
    public async Task LiveModeWithCertificate_ServesIt()
    {
        await using (await Start()) { }

        // Any certificate will do to stand for the operator's own: the authority's is at hand.
        await using var gateway = await Start(
            ("Tetri:Mode", "Live"),
            ("Kestrel:Certificates:Default:Path", AuthorityPath),
            ("Kestrel:Certificates:Default:KeyPath", KeyPath));

        Assert.StartsWith("CN=Tetri local authority", await ServedSubject(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_ReachesLocalhostWithExtraCaCerts()
    {
        await using var gateway = await Start();
        var port = new Uri(gateway.Urls.First()).Port;
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { "-e", $"fetch('https://localhost:{port}/').then(r=>r.text()).then(t=>console.log(t),e=>console.log(e.cause))" },
            Environment = { ["NODE_EXTRA_CA_CERTS"] = AuthorityPath },
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;

        Assert.Equal("here", (await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private WebApplicationBuilder Builder(string url, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Configuration.AddInMemoryCollection(settings
            .Append(("Tetri:DataFolder", _data))
            .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)));
        return builder;
    }

    private async Task<WebApplication> Start(params (string Key, string Value)[] settings)
    {
        var builder = Builder("https://127.0.0.1:0", settings);
        builder.AddLocalTls();
        var gateway = builder.Build();
        gateway.Run(context => context.Response.Body.WriteAsync("here"u8.ToArray()).AsTask());
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    private async Task<string> Get(WebApplication gateway, string name)
    {
        await using var tls = await Connect(gateway);
        using var trusted = X509CertificateLoader.LoadCertificateFromFile(AuthorityPath);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = TrustOnly(trusted) },
            TestContext.Current.CancellationToken);
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tls);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return answer.Contains("here", StringComparison.Ordinal) ? "here" : answer;
    }

    private static async Task<string> ServedSubject(WebApplication gateway)
    {
        var subject = "";
        await using var tls = await Connect(gateway);
        await Assert.ThrowsAsync<AuthenticationException>(() => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    subject = certificate!.Subject;
                    return false;
                },
            },
            TestContext.Current.CancellationToken));
        return subject;
    }

    private static async Task<SslStream> Connect(WebApplication gateway)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, new Uri(gateway.Urls.First()).Port, TestContext.Current.CancellationToken);
        return new SslStream(tcp.GetStream());
    }

    private static X509ChainPolicy TrustOnly(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }
}
