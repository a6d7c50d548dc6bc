namespace Tetri.Protocol.Members;

/// <summary>The languages that lang may name: those of the protocol, and Uzbek, which our pages speak too.</summary>
internal static class Languages
{
    public const string Default = "en";

    public static string[] All { get; } =
        ["az", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "ka", "ko", "lv", "nl", "pl", "ro", "ru", "sk", "uk", "uz", "zh"];
}
