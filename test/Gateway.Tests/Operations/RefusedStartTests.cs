using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Tetri.Tests.Commands;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Operations;

/// <summary>What an operator set wrong is told in one line, without a stack trace, and with an exit code.</summary>
public sealed class RefusedStartTests(RunningGateway gateway) : IClassFixture<RunningGateway>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tetri");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task PortThatIsTaken_IsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        await AssertRefusedAsync($"{address}: address already in use", "--urls", address);
    }

    [Theory]
    [InlineData("localhost:8081")]
    [InlineData("http://localhost:99999")]
    [InlineData("ftp://x")]
    [InlineData("http://127.0.0.1:0;ftp://x", "ftp://x")]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1:8081/pay")]
    [InlineData("http://127.0.0.1:abc")]
    [InlineData("http://[::1")]
    public Task AddressThatIsNone_IsRefused(string addresses, string? told = null) =>
        AssertRefusedAsync($"--urls is '{told ?? addresses}'; it must be of the form http://127.0.0.1:8080", "--urls", addresses);

    [Fact]
    public Task OperationsAddressThatIsNone_IsRefused() => AssertRefusedAsync("Tetri:OperationsUrl is 'ftp://x'", "--Tetri:OperationsUrl=ftp://x");

    [Fact]
    public Task EndpointThatIsNone_IsRefused() => AssertRefusedAsync("Kestrel:Endpoints:Shops:Url is 'ftp://x'", "--Kestrel:Endpoints:Shops:Url=ftp://x");

    [Fact]
    public Task DataFolderThatIsAFile_IsNamed()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        return AssertRefusedAsync("Tetri:DataFolder", $"--Tetri:DataFolder={file}");
    }

    [Fact]
    public Task FileThatIsNoDatabase_IsNamed()
    {
        var file = Path.Combine(_folder.FullName, "notes.txt");
        File.WriteAllText(file, new string('x', 5000));

        return AssertRefusedAsync($"{file} can't be used", $"--ConnectionStrings:Sqlite=Data Source={file}");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=tetri;Password=secret", "127.0.0.1:1: Connection refused")]
    [InlineData("Host=127.0.0.1:1,127.0.0.1:2;Username=tetri;Password=secret", "127.0.0.1:2: Connection refused")]
    [InlineData("postgres://tetri:secret@127.0.0.1/tetri", "Host=127.0.0.1;Username=tetri")]
    public async Task PostgresThatCannotBeReached_IsSaidWithoutThePassword(string connection, string told)
    {
        var run = await AssertRefusedAsync(told, $"--ConnectionStrings:Postgres={connection}");

        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseWithoutItsMasterKeys_IsRefused()
    {
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(gateway.DataFolder, "tetri.db")};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var copy = database.CreateCommand();
            copy.CommandText = $"VACUUM INTO '{Path.Combine(_folder.FullName, "tetri.db")}'";
            await copy.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync("Master key 1 is not the one");
    }

    private async Task<Run> AssertRefusedAsync(string told, params string[] words)
    {
        var run = await Run.OfAsync(_folder.FullName, ["--urls=http://127.0.0.1:0", "--Tetri:OperationsUrl=off", .. words]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        return run;
    }
}
