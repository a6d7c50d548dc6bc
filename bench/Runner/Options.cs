using System.Globalization;

namespace Tetri.Bench;

internal sealed record Options
{
    public const string Usage = """
        bench/run.sh [--quick] [--long] [--only "GROUPS"] [--rounds N] [--seconds S] [--warm-up S] [--connections "64 256 1000"]
                     [--orders N] [--ids random|sequential] [--before FOLDER] [--append] [--report] [--no-build] [--build-only]
        --quick       one round of a second a side, few past orders: does it all work
        --long        ten minutes at 80 % of the peak on each engine, after the rounds; --long-seconds S for another time
        --only        groups of sides: sqlite postgres peers status payments callbacks log start none; all but none without it
        --orders      past orders in the filled databases (5000000); 0 leaves these sides out
        --ids         random order_ids spread over the whole index; sequential ones are what most shops send
        --before      a folder with another build of the gateway, measured on empty databases in the same rounds
        --append      adds rounds to those of the last run and reports them together
        --report      only reports the last run again
        """;

    private static readonly string[] Groups = ["sqlite", "postgres", "peers", "status", "payments", "callbacks", "log", "start", "none"];

    public IReadOnlyList<string> Only { get; init; } = Groups;
    public int Rounds { get; init; } = 5;
    public double Seconds { get; init; } = 5;
    public double WarmUp { get; init; } = 8;
    public double LogSeconds { get; init; } = 60;
    public IReadOnlyList<int> Connections { get; init; } = [64, 256, 1000];
    public int Orders { get; init; } = 5_000_000;
    public bool RandomIds { get; init; } = true;
    public string? Before { get; init; }
    public bool Append { get; init; }
    public bool ReportOnly { get; init; }
    public bool Long { get; init; }
    public double LongSeconds { get; init; } = 600;

    public bool Has(string group) => Only.Contains(group);

    public static Options Read(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Rounds = 1, Seconds = 1, WarmUp = 2, LogSeconds = 2, LongSeconds = 10, Orders = 20_000 },
                "--long" => options with { Long = true },
                "--append" => options with { Append = true },
                "--report" => options with { ReportOnly = true },
                _ when i + 1 < arguments.Length => With(options, arguments[i], arguments[++i]),
                var unknown => throw new OptionException(unknown),
            };
        }
        return options;
    }

    private static Options With(Options options, string name, string value) => name switch
    {
        "--only" => options with { Only = [.. Words(value).Select(group => Groups.Contains(group) ? group : throw new OptionException($"{name} {group}"))] },
        "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
        "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
        "--warm-up" => options with { WarmUp = double.Parse(value, CultureInfo.InvariantCulture) },
        "--long-seconds" => options with { LongSeconds = double.Parse(value, CultureInfo.InvariantCulture) },
        "--connections" => options with { Connections = [.. Words(value).Select(number => int.Parse(number, CultureInfo.InvariantCulture))] },
        "--orders" => options with { Orders = int.Parse(value, CultureInfo.InvariantCulture) },
        "--ids" => options with { RandomIds = value == "random" },
        "--before" => options with { Before = Path.GetFullPath(value) },
        _ => throw new OptionException(name),
    };

    private static string[] Words(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class OptionException(string option) : Exception($"Unknown option {option}.");
