using System.Diagnostics;

namespace Tetri.Bench.Load;

/// <summary>One thread that keeps every connection busy: a closed loop without think time.</summary>
internal sealed class Generator : IDisposable
{
    private const int MostErrors = 1000;
    private static readonly long WatchInterval = Stopwatch.Frequency / 20;

    private readonly LoadOptions _options;
    private readonly OrderRequest _request;
    private readonly Epoll _epoll = new();
    private readonly Connection[] _connections;
    private readonly LatencyHistogram _latencies = new();
    private readonly string? _wal;
    private long _answered, _errors, _walMost, _watchAt;
    private string? _firstError;

    public Generator(LoadOptions options)
    {
        _options = options;
        _request = new OrderRequest(options.Url, options.Currency, new OrderIds(options.RandomIds, Stopwatch.GetTimestamp()));
        _wal = options.Wal;
        _connections = new Connection[options.Connections];
        for (var tag = 0; tag < _connections.Length; tag++)
            Open(tag);
    }

    public async Task<Window> RunAsync()
    {
        foreach (var connection in _connections)
            connection.Send(_request.Next(), Stopwatch.GetTimestamp());
        Drive(_options.WarmUp);
        var (errorsBefore, cpuBefore, ownBefore) = (_errors, Cpu(), ServerProcess.CpuMicroseconds("self"));
        var allocatedBefore = await AllocatedAsync();
        _latencies.Clear();
        (_answered, _walMost) = (0, 0);

        var seconds = Drive(_options.Seconds);

        var own = ServerProcess.CpuMicroseconds("self") - ownBefore;
        var cpu = Cpu() - cpuBefore;
        var answers = Math.Max(1, _answered);
        return new Window
        {
            Label = _options.Label,
            Round = _options.Round,
            Connections = _options.Connections,
            Seconds = seconds,
            Answered = _answered,
            Errors = _errors - errorsBefore,
            PerSecond = _answered / seconds,
            P50 = _latencies.Percentile(50),
            P90 = _latencies.Percentile(90),
            P99 = _latencies.Percentile(99),
            P999 = _latencies.Percentile(99.9),
            Max = _latencies.Max,
            CpuMicroseconds = (double?)cpu / answers,
            AllocatedBytes = (await AllocatedAsync() - allocatedBefore) / answers,
            ResidentMegabytes = _options.Pid is { } id ? ServerProcess.ResidentKilobytes(id) / 1024.0 : null,
            GeneratorCores = own / 1e6 / seconds,
            WalMegabytesMost = _wal is null ? null : _walMost / 1e6,
            WalMegabytesAtEnd = _wal is null ? null : WalLength() / 1e6,
            FirstError = _firstError,
        };
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _epoll.Dispose();
    }

    private double Drive(double seconds)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(seconds * Stopwatch.Frequency);
        var now = start;
        while (now < end)
        {
            var ready = _epoll.Wait(milliseconds: 20);
            now = Stopwatch.GetTimestamp();
            for (var i = 0; i < ready; i++)
                Take(_epoll.TagOf(i));
            if (now >= _watchAt)
                WatchWal(now);
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Take(int tag)
    {
        var connection = _connections[tag];
        var answer = connection.Receive();
        if (answer == Answer.Unfinished)
            return;
        var now = Stopwatch.GetTimestamp();
        if (answer == Answer.Good)
        {
            _answered++;
            _latencies.Add((now - connection.SentAt) * 1_000_000 / Stopwatch.Frequency);
        }
        else
        {
            CountError(connection.Received);
            if (answer == Answer.Closed)
            {
                connection.Dispose();
                connection = Open(tag);
            }
        }
        if (!connection.Send(_request.Next(), now))
            CountError("The connection took no whole request.");
    }

    private Connection Open(int tag)
    {
        var connection = new Connection(_options.Url);
        _connections[tag] = connection;
        _epoll.Watch(connection.Handle, tag);
        return connection;
    }

    private void CountError(string what)
    {
        _firstError ??= what.Length == 0 ? "The connection was closed." : what;
        if (++_errors > MostErrors)
            throw new InvalidOperationException($"More than {MostErrors} errors; the first: {_firstError}");
    }

    private void WatchWal(long now)
    {
        _watchAt = now + WatchInterval;
        if (_wal is not null)
            _walMost = Math.Max(_walMost, WalLength());
    }

    private long WalLength() => new FileInfo(_wal!) is { Exists: true, Length: var length } ? length : 0;

    private long? Cpu() => _options.Pid is { } id ? ServerProcess.CpuMicroseconds(id) : null;

    private async Task<double?> AllocatedAsync() => _options.AllocUrl is { } page ? await AllocationMetric.ReadAsync(page) : null;
}
