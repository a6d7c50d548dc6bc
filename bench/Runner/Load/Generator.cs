using System.Diagnostics;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Load;

/// <summary>
/// One thread that drives all connections. Without a rate it is a closed loop without think time: each connection begins its next
/// work when the last is answered. With a rate it is an open loop: work begins at fixed times whatever the server does, and waits
/// for a free connection where there is none; it is counted from the time when it should have begun.
/// </summary>
internal sealed class Generator : IDisposable
{
    private const int MostErrors = 1000;
    private const int Idle = 20, Busy = 1;
    private static readonly long WatchInterval = Stopwatch.Frequency / 20;

    private readonly Uri _server;
    private readonly IWork _work;
    private readonly Epoll _epoll = new();
    private readonly Connection[] _connections;
    // In turn, so that no connection idles until the server closes it.
    private readonly Queue<int> _free = new();
    private readonly LatencyHistogram _latencies = new();
    private readonly string? _log;
    private readonly double _interval;
    private double _dueAt;
    private long _answered, _errors, _logMost, _watchAt;
    private string? _firstError;

    /// <param name="rate">Pieces of work begun each second; null for a closed loop.</param>
    /// <param name="log">A file whose length is watched.</param>
    public Generator(Uri server, IWork work, int connections, double? rate = null, string? log = null)
    {
        (_server, _work, _log) = (server, work, log);
        _interval = rate is { } perSecond ? Stopwatch.Frequency / perSecond : 0;
        _connections = new Connection[connections];
        for (var tag = 0; tag < connections; tag++)
        {
            Open(tag);
            _free.Enqueue(tag);
        }
        _dueAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Drives for so long and forgets what it measured, but not the errors.</summary>
    public void WarmUp(double seconds)
    {
        Drive(seconds);
        _latencies.Clear();
        (_answered, _logMost) = (0, 0);
    }

    public Measurement Measure(double seconds)
    {
        var ownBefore = LinuxProcess.CpuMicroseconds("self");
        var measured = Drive(seconds);
        return new Measurement
        {
            Connections = _connections.Length,
            Seconds = measured,
            Answered = _answered,
            Errors = _errors,
            PerSecond = _answered / measured,
            P50 = _latencies.Percentile(50),
            P90 = _latencies.Percentile(90),
            P99 = _latencies.Percentile(99),
            P999 = _latencies.Percentile(99.9),
            Max = _latencies.Max,
            GeneratorCores = (LinuxProcess.CpuMicroseconds("self") - ownBefore) / 1e6 / measured,
            LogMegabytesMost = _log is null ? null : _logMost / 1e6,
            LogMegabytesAtEnd = _log is null ? null : LogLength() / 1e6,
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
            BeginDue(now);
            var ready = _epoll.Wait(_interval > 0 ? Busy : Idle);
            now = Stopwatch.GetTimestamp();
            for (var i = 0; i < ready; i++)
                Take(_epoll.TagOf(i));
            if (now >= _watchAt)
                WatchLog(now);
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void BeginDue(long now)
    {
        while (_free.Count > 0 && (_interval == 0 || _dueAt <= now))
        {
            Begin(_free.Dequeue(), _interval == 0 ? now : (long)_dueAt);
            _dueAt += _interval;
        }
    }

    private void Begin(int tag, long at)
    {
        var connection = _connections[tag];
        connection.BegunAt = at;
        if (!connection.Send(_work.Begin(tag)))
            CountError("The connection took no whole request.");
    }

    private void Take(int tag)
    {
        var connection = _connections[tag];
        switch (connection.Receive())
        {
            case Answer.Unfinished:
                return;
            case Answer.Good:
                if (GoesOn(tag, connection))
                    return;
                break;
            case Answer.Bad:
                CountError(connection.ReceivedText);
                break;
            case Answer.Closed:
                CountError(connection.ReceivedText);
                connection.Dispose();
                Open(tag);
                break;
        }
        if (_interval == 0)
            Begin(tag, Stopwatch.GetTimestamp());
        else
            _free.Enqueue(tag);
    }

    private bool GoesOn(int tag, Connection connection)
    {
        var state = _work.Take(tag, connection.Received, out var next);
        if (state == WorkState.GoesOn)
        {
            if (!connection.Send(next))
                CountError("The connection took no whole request.");
            return true;
        }
        if (state == WorkState.Failed)
        {
            CountError(connection.ReceivedText);
            return false;
        }
        _answered++;
        _latencies.Add((Stopwatch.GetTimestamp() - connection.BegunAt) * 1_000_000 / Stopwatch.Frequency);
        return false;
    }

    private void Open(int tag)
    {
        var connection = new Connection(_server);
        _connections[tag] = connection;
        _epoll.Watch(connection.Handle, tag);
    }

    private void CountError(string what)
    {
        _firstError ??= what.Length == 0 ? "The connection was closed." : what;
        if (++_errors > MostErrors)
            throw new InvalidOperationException($"More than {MostErrors} errors; the first: {_firstError}");
    }

    private void WatchLog(long now)
    {
        _watchAt = now + WatchInterval;
        if (_log is not null)
            _logMost = Math.Max(_logMost, LogLength());
    }

    private long LogLength() => new FileInfo(_log!) is { Exists: true, Length: var length } ? length : 0;
}
