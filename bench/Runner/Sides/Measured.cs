using Tetri.Bench.Databases;
using Tetri.Bench.Load;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>Drives a server and adds what that cost it.</summary>
internal static class Measured
{
    public static async Task<Measurement> LoadAsync(Server server, Generator generator, double warmUp, double seconds, IEngine? engine = null)
    {
        generator.WarmUp(warmUp);
        return await CostAsync(server, engine, () => Task.FromResult(generator.Measure(seconds)));
    }

    /// <summary>Adds what the server spent meanwhile for each answer.</summary>
    public static async Task<Measurement> CostAsync(Server server, IEngine? engine, Func<Task<Measurement>> measure)
    {
        var allocatedBefore = await MetricsPage.AllocatedBytesAsync(server.Metrics);
        var (cpuBefore, databaseCpuBefore) = (LinuxProcess.CpuMicroseconds(server.ProcessId), engine?.CpuMicroseconds);
        var diskBefore = DiskWrites.Now();
        var measured = await measure();
        var disk = DiskWrites.Now() - diskBefore;
        var (cpu, databaseCpu) = (LinuxProcess.CpuMicroseconds(server.ProcessId) - cpuBefore, engine?.CpuMicroseconds - databaseCpuBefore);
        var allocated = await MetricsPage.AllocatedBytesAsync(server.Metrics) - allocatedBefore;
        var answers = Math.Max(1, measured.Answered);
        return measured with
        {
            CpuMicroseconds = (double)cpu / answers,
            DatabaseCpuMicroseconds = (double?)databaseCpu / answers,
            AllocatedBytes = allocated / answers,
            ResidentMegabytes = LinuxProcess.ResidentMegabytes(server.ProcessId),
            DiskWritesPerSecond = disk?.Count / measured.Seconds,
            DiskWriteMilliseconds = disk is { Count: > 0 } written ? (double)written.Milliseconds / written.Count : null,
        };
    }
}
