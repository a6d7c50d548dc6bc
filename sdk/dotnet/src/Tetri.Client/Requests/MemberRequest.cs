using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tetri.Client;

/// <summary>The base of every request.</summary>
public abstract record MemberRequest
{
    private protected MemberRequest()
    {
    }

    /// <summary>Members that this client has no name for, by their names on the wire. They are sent, and signed, like all others.</summary>
    [JsonIgnore]
    public JsonObject? More { get; init; }

    /// <summary>The name only: a request may hold a card.</summary>
    public sealed override string ToString() => GetType().Name;
}
