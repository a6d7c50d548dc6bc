using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tetri.Client;

/// <summary>The base of every answer. What is empty on the wire is null.</summary>
public abstract record MemberAnswer
{
    private protected MemberAnswer()
    {
    }

    /// <summary>Members that this client has no name for, as they came.</summary>
    [JsonExtensionData]
    public JsonObject? More { get; set; }
}
