using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tetri.Tests.Store;

/// <summary>Servers that tests start, as the user postgres: PostgreSQL refuses to run as root.</summary>
internal static class ServerProcess
{
    // A server that outlives its test must hold nothing open: no pipe of ours, no lock of whoever started us.
    private const string Script =
        """for f in /proc/$$/fd/*; do f=${f##*/}; [ $f -gt 2 ] && eval "exec $f>&-"; done; log=$1; shift; exec "$@" < /dev/null > "$log" 2>&1""";

    public static async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tetri-postgres-").FullName;
        using var owner = Process.Start("chown", ["postgres", folder]);
        await owner.WaitForExitAsync();
        return folder;
    }

    /// <param name="log">Where its output goes.</param>
    public static Process Start(string log, params string[] command)
    {
        string[] arguments =
            ["-c", Script, "bash", log, "setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", .. command];
        return Process.Start(new ProcessStartInfo("/bin/bash", arguments) { WorkingDirectory = "/tmp" })!;
    }

    public static async Task RunAsync(params string[] command)
    {
        using var process = Start("/dev/null", command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    /// <summary>SIGKILL to a postmaster, named by its data folder; returns when its children, who notice, are gone too.</summary>
    public static async Task KillPostmasterAsync(string data)
    {
        if (!File.Exists($"{data}/postmaster.pid"))
            return;
        var postmaster = (await File.ReadAllLinesAsync($"{data}/postmaster.pid"))[0];
        var children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        foreach (var pid in (string[])[postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
                if (pid == postmaster)
                    process.Kill();
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // It is gone.
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
