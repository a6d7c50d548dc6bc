namespace Tetri.Client.Tests;

/// <summary>The gateway and the catcher of callbacks that test/Sdk/run.sh starts.</summary>
internal static class RunningGateway
{
    public const string Absent = "no running gateway: test/Sdk/run.sh starts one";

    public static bool IsThere => Environment.GetEnvironmentVariable("TETRI_LIVE") is { Length: > 0 };

    public static string Callbacks => Environment.GetEnvironmentVariable("TETRI_CALLBACKS")!;
}
