namespace Tetri.Protocol;

internal enum MemberKind : byte
{
    Text,

    /// <summary>A JSON number; its value is the text as it was written. Empty stands for a number that is not known yet.</summary>
    Number,
    True,
    False,
    Null,

    /// <summary>An object or an array; its value is the text as it was written.</summary>
    Nested,
}

/// <summary>One named value of a message. Values may be secret: it never shows more than its name.</summary>
internal readonly struct Member(string name, string value, MemberKind kind)
{
    public string Name { get; } = name;
    public string Value { get; } = value;
    public MemberKind Kind { get; } = kind;

    public bool IsScalar => Kind is not (MemberKind.Null or MemberKind.Nested);

    /// <summary>Empty and null values leave no trace in a signature, not even a separator.</summary>
    public bool IsSigned =>
        IsScalar && Value.Length > 0 && Name is not (Signature.MemberName or Signature.StringMemberName);

    public override string ToString() => Name;
}
