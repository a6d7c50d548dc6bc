using System.Diagnostics;
using System.Text.Json;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Two PostgreSQL servers under Debian's Patroni with a synchronous standby, and the etcd that Patroni needs; all on loopback and in a folder of its own.</summary>
internal sealed class PatroniCluster : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _folder;
    private readonly Process _etcd;
    private readonly List<Member> _members = [];

    private PatroniCluster(string folder, Process etcd) => (_folder, _etcd) = (folder, etcd);

    public string ConnectionString => $"Host={string.Join(',', _members.Select(member => $"127.0.0.1:{member.Port}"))};Username=postgres";

    public static async Task<PatroniCluster> StartAsync()
    {
        var folder = await ServerProcess.NewFolderAsync();
        var (etcdUrl, peerUrl) = ($"http://127.0.0.1:{ServerProcess.FreePort()}", $"http://127.0.0.1:{ServerProcess.FreePort()}");
        var cluster = new PatroniCluster(folder, ServerProcess.Start($"{folder}/etcd.log", "etcd", "--data-dir", $"{folder}/etcd",
            "--listen-client-urls", etcdUrl, "--advertise-client-urls", etcdUrl, "--listen-peer-urls", peerUrl,
            "--initial-advertise-peer-urls", peerUrl, "--initial-cluster", $"default={peerUrl}"));
        foreach (var name in (string[])["a", "b"])
            cluster._members.Add(await Member.StartAsync(folder, name, new Uri(etcdUrl).Authority));
        await Eventually.BecomesAsync(cluster.RolesAsync, roles => roles.Contains("leader") && roles.Contains("sync_standby"),
            $"a primary and its synchronous standby; the logs are in {folder}", seconds: 90);
        return cluster;
    }

    /// <summary>SIGKILL to the primary and to its Patroni. Returns at once; the other takes over when the lease of the dead one is over.</summary>
    public async Task KillPrimaryAsync()
    {
        var roles = await RolesAsync();
        await _members[roles.IndexOf("leader")].KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.KillAsync();
        _etcd.Kill();
        await _etcd.WaitForExitAsync();
        _etcd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What each member is, in order; empty while nobody answers.</summary>
    private async Task<List<string>> RolesAsync()
    {
        foreach (var member in _members)
        {
            try
            {
                using var answer = await Http.GetAsync($"http://127.0.0.1:{member.ApiPort}/cluster");
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                return [.. json.RootElement.GetProperty("members").EnumerateArray()
                    .OrderBy(described => described.GetProperty("name").GetString(), StringComparer.Ordinal)
                    .Select(described => described.GetProperty("role").GetString()!)];
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
            {
                // It does not run yet, or not any more.
            }
        }
        return [];
    }

    private sealed record Member(int Port, int ApiPort, string Data, Process Patroni)
    {
        public static async Task<Member> StartAsync(string folder, string name, string etcd)
        {
            var (port, api, data) = (ServerProcess.FreePort(), ServerProcess.FreePort(), $"{folder}/{name}");
            await File.WriteAllTextAsync($"{folder}/{name}.yml",
                $$$"""
                scope: tetri
                name: {{{name}}}
                restapi: {listen: "127.0.0.1:{{{api}}}", connect_address: "127.0.0.1:{{{api}}}"}
                etcd3: {hosts: "{{{etcd}}}"}
                bootstrap:
                  dcs:
                    ttl: 10
                    loop_wait: 1
                    retry_timeout: 3
                    synchronous_mode: true
                  initdb: [{auth: trust}, no-sync]
                postgresql:
                  listen: "127.0.0.1:{{{port}}}"
                  connect_address: "127.0.0.1:{{{port}}}"
                  data_dir: "{{{data}}}"
                  bin_dir: "{{{PostgresCluster.Binaries}}}"
                  pgpass: "{{{data}}}.pgpass"
                  authentication: {superuser: {username: postgres}, replication: {username: replicator}}
                  parameters: {unix_socket_directories: "{{{folder}}}", max_connections: 200}
                  pg_hba: ["host all all 127.0.0.1/32 trust", "host replication replicator 127.0.0.1/32 trust", "local all all trust"]
                """);
            return new Member(port, api, data, ServerProcess.Start($"{folder}/{name}.log", "patroni", $"{folder}/{name}.yml"));
        }

        public async Task KillAsync()
        {
            if (Patroni.HasExited)
                return;
            Patroni.Kill();
            await Patroni.WaitForExitAsync();
            await ServerProcess.KillPostmasterAsync(Data);
        }
    }
}
