using System.Diagnostics.CodeAnalysis;

namespace Tetri.Protocol.Errors;

/// <summary>What an operation gives: its value, or a refusal of the closed list.</summary>
internal readonly struct Result<T>
    where T : class
{
    private Result(T? value, GatewayError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public GatewayError? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(GatewayError error) => new(null, error);
}
