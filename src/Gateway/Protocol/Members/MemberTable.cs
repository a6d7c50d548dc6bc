using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetri.Merchants;

namespace Tetri.Protocol.Members;

/// <summary>Which of a merchant's keys signs.</summary>
internal enum MerchantKey
{
    Payment,

    /// <summary>Payouts only.</summary>
    Credit,
}

/// <summary>In which versions an endpoint can be asked.</summary>
internal enum SpokenVersions
{
    All,

    /// <summary>1.0 and 1.0.1.</summary>
    Flat,

    Only20,
}

/// <summary>The members that an endpoint knows, in the order in which they are checked.</summary>
internal sealed class MemberTable
{
    private readonly FrozenSet<string> _names;

    public MemberTable(params IEnumerable<MemberRule> rules)
    {
        Rules = [.. rules];
        _names = Rules.Select(rule => rule.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    public ImmutableArray<MemberRule> Rules { get; }

    public MerchantKey Key { get; init; }

    /// <summary>A browser stands at the other end: a refusal is a page for the payer.</summary>
    public bool FailsAsPage { get; init; }

    /// <summary>The answer is an array, which a form and XML don't have.</summary>
    public bool JsonOnly { get; init; }

    public SpokenVersions Versions { get; init; }

    public bool Knows(string name) => _names.Contains(name);

    public string KeyOf(Merchant merchant) => Key == MerchantKey.Credit ? merchant.CreditKey : merchant.PaymentKey;
}
