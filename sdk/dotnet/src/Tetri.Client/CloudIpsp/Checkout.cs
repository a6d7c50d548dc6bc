#pragma warning disable CA1707 // The published package has the wire's names.
using System.Text.Json.Serialization;
using Tetri.Client.Calling;

namespace CloudIpspSDK.Checkout;

/// <summary>An order to create.</summary>
public class CheckoutRequest
{
    /// <summary>The shop's own name of the order, unique.</summary>
    public string? order_id { get; set; }

    /// <summary>What the payer reads.</summary>
    public string? order_desc { get; set; }

    /// <summary>Minor units.</summary>
    public int amount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? currency { get; set; }

    /// <summary>Comes back in status and callbacks.</summary>
    public string? merchant_data { get; set; }

    /// <summary>Where the gateway tells of the outcome.</summary>
    public string? server_callback_url { get; set; }

    /// <summary>Where the payer's browser returns to.</summary>
    public string? response_url { get; set; }

    /// <summary>Where the gateway tells of scheduled charges.</summary>
    public string? subscription_callback_url { get; set; }

    /// <summary>Y holds the amount.</summary>
    public string? preauth { get; set; }

    /// <summary>Seconds in which the order can be paid.</summary>
    public int? lifetime { get; set; }

    /// <summary>N: one try only.</summary>
    public string? delayed { get; set; }

    /// <summary>Y stores the card.</summary>
    public string? required_rectoken { get; set; }

    /// <summary>Y gives the amount back.</summary>
    public string? verification { get; set; }

    /// <summary>amount or code.</summary>
    public string? verification_type { get; set; }

    /// <summary>Y begins a subscription.</summary>
    public string? subscription { get; set; }

    /// <summary>The page's language.</summary>
    public string? lang { get; set; }

    /// <summary>The shop's own name of what is sold.</summary>
    public string? product_id { get; set; }

    /// <summary>What the payer may pay with.</summary>
    public string? payment_systems { get; set; }

    /// <summary>What the page shows first.</summary>
    public string? default_payment_system { get; set; }

    /// <summary>The design of the page.</summary>
    public int? design_id { get; set; }

    /// <summary>Base64 of JSON about the buyer.</summary>
    public string? reservation_data { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    public string? sender_email { get; set; }

    /// <summary>The payer's telephone number.</summary>
    public string? sender_cell_phone { get; set; }

    /// <summary>The payer's country.</summary>
    public string? sender_country { get; set; }

    /// <summary>The payer's city.</summary>
    public string? sender_city { get; set; }

    /// <summary>The payer's address.</summary>
    public string? sender_address { get; set; }

    /// <summary>The payer's telephone number.</summary>
    public string? sender_phone { get; set; }

    /// <summary>The payer's name.</summary>
    public string? sender_first_name { get; set; }

    /// <summary>The payer's name.</summary>
    public string? sender_last_name { get; set; }

    /// <summary>The payer's name.</summary>
    public string? sender_name { get; set; }

    /// <summary>The payer's name.</summary>
    public string? sender_familyName { get; set; }

    /// <summary>The payer's IP address.</summary>
    public string? client_ip { get; set; }

    /// <summary>What the statement shows.</summary>
    public string? descriptor { get; set; }

    /// <summary>A stored card.</summary>
    public string? rectoken { get; set; }
}

/// <summary>Where to send the payer.</summary>
public class CheckoutResponse : IPublishedResponse
{
    /// <summary>success.</summary>
    public string? response_status { get; set; }

    /// <summary>The gateway's name of the payment.</summary>
    public int payment_id { get; set; }

    /// <summary>Where to send the payer.</summary>
    public string? checkout_url { get; set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    [JsonIgnore]
    public ClientException? Error { get; set; }
}

/// <summary>Creates an order and says where to send the payer.</summary>
public class Url
{
    /// <summary>Calls the gateway and waits for its answer.</summary>
#pragma warning disable CA1822 // The published package has an instance method.
    public CheckoutResponse Post(CheckoutRequest req) => Published.Post(Operation.CheckoutUrl, req, PublishedJson.Default.CheckoutRequest, PublishedJson.Default.CheckoutResponse);
#pragma warning restore CA1822
}

/// <summary>An order to create.</summary>
public class TokenRequest : CheckoutRequest;

/// <summary>What the widget begins with.</summary>
public class TokenResponse : IPublishedResponse
{
    /// <summary>success.</summary>
    public string? response_status { get; set; }

    /// <summary>What the widget begins with.</summary>
    public string? token { get; set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    [JsonIgnore]
    public ClientException? Error { get; set; }
}

/// <summary>Creates an order and gives its token.</summary>
public class Token
{
    /// <summary>Calls the gateway and waits for its answer.</summary>
#pragma warning disable CA1822 // The published package has an instance method.
    public TokenResponse Post(TokenRequest req) => Published.Post(Operation.CheckoutToken, req, PublishedJson.Default.TokenRequest, PublishedJson.Default.TokenResponse);
#pragma warning restore CA1822
}
