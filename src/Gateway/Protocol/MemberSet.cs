using System.Buffers;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>The members of one message: in the order received, and by name in ordinal order, which is the order of signatures.</summary>
internal sealed class MemberSet
{
    public const int Limit = 200;

    private Member[] _members;
    private byte[] _byName;
    private int _count;

    public MemberSet(int capacity = 12)
    {
        _members = ArrayPool<Member>.Shared.Rent(capacity);
        _byName = ArrayPool<byte>.Shared.Rent(_members.Length);
    }

    public int Count => _count;

    public ReadOnlySpan<Member> AsReceived => _members.AsSpan(0, _count);

    /// <summary>Places in <see cref="AsReceived"/>, sorted by name.</summary>
    public ReadOnlySpan<byte> ByName => _byName.AsSpan(0, _count);

    /// <summary>A name that stands twice is refused: a signed message must not be read two ways.</summary>
    public GatewayError? Add(string name, string value, MemberKind kind)
    {
        if (_count == Limit)
            return GatewayError.Malformed($"a message holds at most {Limit} members");
        var place = Search(name);
        if (place >= 0)
            return GatewayError.Malformed($"the member {name} stands twice");
        if (_count == _members.Length)
            Grow();
        place = ~place;
        _byName.AsSpan(place, _count - place).CopyTo(_byName.AsSpan(place + 1));
        _byName[place] = (byte)_count;
        _members[_count++] = new Member(name, value, kind);
        return null;
    }

    public bool TryGet(string name, out Member member)
    {
        var place = Search(name);
        member = place >= 0 ? _members[_byName[place]] : default;
        return place >= 0;
    }

    /// <summary>The value of a scalar member; null where it is absent, null or empty.</summary>
    public string? Text(string name) =>
        TryGet(name, out var member) && member is { IsScalar: true, Value.Length: > 0 } ? member.Value : null;

    /// <summary>Empties the set and gives its memory to the next one. A set that is not released is only garbage.</summary>
    public void Release()
    {
        var (members, byName) = (_members, _byName);
        (_members, _byName, _count) = ([], [], 0);
        Return(members, byName);
    }

    private int Search(string name)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_members[_byName[middle]].Name, name);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    private void Grow()
    {
        var (members, byName) = (_members, _byName);
        _members = ArrayPool<Member>.Shared.Rent(_count * 2);
        _byName = ArrayPool<byte>.Shared.Rent(_members.Length);
        members.AsSpan(0, _count).CopyTo(_members);
        byName.AsSpan(0, _count).CopyTo(_byName);
        Return(members, byName);
    }

    private static void Return(Member[] members, byte[] byName)
    {
        ArrayPool<Member>.Shared.Return(members, clearArray: true);
        ArrayPool<byte>.Shared.Return(byName);
    }
}
