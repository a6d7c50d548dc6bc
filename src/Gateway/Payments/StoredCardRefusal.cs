using Tetri.Cards;
using Tetri.Protocol.Errors;

namespace Tetri.Payments;

/// <summary>Why a stored card can't be used, whichever way the money goes.</summary>
internal static class StoredCardRefusal
{
    private const int Unknown = 1035;
    private const int Deactivated = 1078;
    private const int Expired = 1082;

    public static GatewayError? Of(RectokenSearch search) => search switch
    {
        RectokenSearch.Usable => null,
        RectokenSearch.Deactivated => new GatewayError(Deactivated),
        RectokenSearch.Expired => new GatewayError(Expired),
        _ => new GatewayError(Unknown),
    };
}
