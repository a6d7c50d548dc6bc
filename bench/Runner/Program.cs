using System.Globalization;
using System.Runtime.InteropServices;
using Tetri.Bench;
using Tetri.Bench.Databases;
using Tetri.Bench.Reports;
using Tetri.Bench.Servers;
using Tetri.Bench.Sides;

Options options;
try
{
    options = Options.Read(args);
}
catch (OptionException unknown)
{
    Console.Error.WriteLine($"{unknown.Message}\n{Options.Usage}");
    return 2;
}

Directory.CreateDirectory(Folders.Data);
Directory.CreateDirectory(Folders.Results);
var lines = Path.Combine(Folders.Results, "rounds.jsonl");
var isStopped = false;
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

if (!options.ReportOnly)
    await MeasureAsync();
var rounds = Rounds.Read(lines);
var report = $"{await Machine.DescribeAsync()}\n\n{Report.Of(rounds)}";
await File.WriteAllTextAsync(Path.Combine(Folders.Results, "latest.md"), report);
await File.WriteAllTextAsync(Path.Combine(Folders.Results, "chart.svg"), Chart.Of(rounds));
Console.Write(report);
return isStopped || rounds.All.Any(measured => measured.Errors > 0) ? 1 : 0;

// The side under way is measured to its end, so that all that it started is stopped.
void Stop(PosixSignalContext signal) => (signal.Cancel, isStopped) = (true, true);

async Task MeasureAsync()
{
    if (!options.Append)
    {
        File.Delete(lines);
        File.Delete(LongRun.SamplesFile);
    }
    var firstRound = File.Exists(lines) ? Rounds.Read(lines).All.Max(measured => measured.Round) + 1 : 1;
    await using var postgres = await PostgresCluster.StartAsync();
    var sides = new AllSides(options, postgres);
    await sides.FillAsync();
    for (var round = firstRound; round < firstRound + options.Rounds; round++)
        foreach (var side in sides.OfRound(round - firstRound + 1))
            await RunAsync(side, round);
    if (options.Long)
        foreach (var side in sides.Long())
            await RunAsync(side, firstRound);
}

async Task RunAsync(Side side, int round)
{
    if (isStopped)
        return;
    Console.Error.Write($"round {round}: {side.Name}, {side.Connections} connections: ");
    LinuxProcess.SyncDisks();
    var measured = await side.MeasureAsync() with { Side = side.Name, Round = round };
    await File.AppendAllLinesAsync(lines, [measured.ToJson()]);
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measured.PerSecond:0}/s, {measured.Errors} errors"));
}
