using System.Collections.Frozen;

namespace Tetri.Protocol.Members;

/// <summary>What kind of value a member takes.</summary>
internal enum MemberType
{
    Text,

    /// <summary>Text without control characters.</summary>
    Id,
    Integer,

    /// <summary>Minor units, above zero.</summary>
    Amount,
    YesNo,
    Url,
    Email,
    Currency,
    Choice,

    /// <summary>13 to 19 digits that pass the Luhn check.</summary>
    CardNumber,

    /// <summary>MMYY, and what else <see cref="Cards.CardExpiry"/> reads.</summary>
    CardExpiry,

    /// <summary>Three or four digits.</summary>
    CardCode,

    /// <summary>An object or an array; protocol 2.0 only.</summary>
    Nested,

    /// <summary>40 lowercase hex digits.</summary>
    Signature,
}

/// <summary>One row of an endpoint's table of members.</summary>
internal sealed record MemberRule(string Name, MemberType Type, int MaxLength)
{
    public bool Mandatory { get; init; }

    /// <summary>With this other member at Y it may be left out all the same.</summary>
    public string? ExceptWith { get; init; }

    /// <summary>With this other member at Y an amount may be zero.</summary>
    public string? ZeroWith { get; init; }
    public long Min { get; init; }
    public long Max { get; init; } = long.MaxValue;
    public FrozenSet<string>? Choices { get; init; }

    public static MemberRule Text(string name, int maxLength) => new(name, MemberType.Text, maxLength);

    public static MemberRule Id(string name, int maxLength) => new(name, MemberType.Id, maxLength);

    public static MemberRule Integer(string name, int maxLength, long min = 0, long max = long.MaxValue) =>
        new(name, MemberType.Integer, maxLength) { Min = min, Max = max };

    public static MemberRule Amount(string name, string? zeroWith = null) => new(name, MemberType.Amount, 12) { ZeroWith = zeroWith };

    public static MemberRule YesNo(string name) => new(name, MemberType.YesNo, 1);

    public static MemberRule Url(string name) => new(name, MemberType.Url, 2048);

    public static MemberRule Email(string name) => new(name, MemberType.Email, 256);

    public static MemberRule CardNumber(string name) => new(name, MemberType.CardNumber, 19);

    public static MemberRule CardExpiry(string name) => new(name, MemberType.CardExpiry, 7);

    public static MemberRule CardCode(string name) => new(name, MemberType.CardCode, 4);

    public static MemberRule Currency(string name) => new(name, MemberType.Currency, 3);

    public static MemberRule Nested(string name, int maxLength) => new(name, MemberType.Nested, maxLength);

    /// <summary>One of a few values; upper or lower case.</summary>
    public static MemberRule Choice(string name, int maxLength, params string[] choices) =>
        new(name, MemberType.Choice, maxLength) { Choices = choices.ToFrozenSet(StringComparer.OrdinalIgnoreCase) };

    public static MemberRule Signature() => new(Protocol.Signature.MemberName, MemberType.Signature, Protocol.Signature.Length) { Mandatory = true };

    /// <summary>The same rule where the member must be sent.</summary>
    public MemberRule Must(string? exceptWith = null) => this with { Mandatory = true, ExceptWith = exceptWith };
}
