namespace Tetri.Connectors.Simulator;

/// <summary>Settings of the built-in acquirer.</summary>
internal sealed record SimulatorOptions
{
    public const string AcsPath = "/acs/";
    public const string TestAcsPath = "/test/testacs/";

    /// <summary>Where the acquirer keeps its ledger and its key.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Which of the two paths of the old form's page is printed for a host; <see cref="AcsPath"/> for the others.</summary>
    public IReadOnlyDictionary<string, string> AcsPaths { get; init; } = DefaultAcsPaths;

    private static Dictionary<string, string> DefaultAcsPaths => new(StringComparer.OrdinalIgnoreCase)
    {
        ["pay.flitt.com"] = AcsPath,
        ["api.fondy.eu"] = TestAcsPath,
    };

    public string AcsPathFor(string publicUrl) =>
        Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? AcsPaths.GetValueOrDefault(url.Host, AcsPath) : AcsPath;

    public static SimulatorOptions Read(IConfiguration configuration, string dataFolder)
    {
        var paths = DefaultAcsPaths;
        foreach (var entry in configuration.GetSection("Tetri:Simulator:AcsPaths").GetChildren())
        {
            if (entry.Value is not (AcsPath or TestAcsPath))
                throw new StartRefusedException($"Tetri:Simulator:AcsPaths:{entry.Key} must be {AcsPath} or {TestAcsPath}.");
            paths[entry.Key] = entry.Value;
        }
        return new SimulatorOptions { DataFolder = dataFolder, AcsPaths = paths };
    }
}
