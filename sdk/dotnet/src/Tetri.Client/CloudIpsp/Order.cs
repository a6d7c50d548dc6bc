#pragma warning disable CA1707 // The published package has the wire's names.
using System.Text.Json.Serialization;
using Tetri.Client.Calling;

namespace CloudIpspSDK.Order;

/// <summary>An order by its name.</summary>
public class StatusRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }
}

/// <summary>How an order stands.</summary>
public class StatusResponse : IPublishedResponse
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }

    /// <summary>The merchant's number.</summary>
    public int merchant_id { get; set; }

    /// <summary>The gateway's name of the payment.</summary>
    public int payment_id { get; set; }

    /// <summary>How it stands.</summary>
    public string? order_status { get; set; }

    /// <summary>success.</summary>
    public string? response_status { get; set; }

    /// <summary>Minor units.</summary>
    public string? amount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? currency { get; set; }

    /// <summary>Minor units.</summary>
    public string? actual_amount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? actual_currency { get; set; }

    /// <summary>What was given back so far, in minor units.</summary>
    public string? reversal_amount { get; set; }

    /// <summary>What the newest transaction did.</summary>
    public string? tran_type { get; set; }

    /// <summary>First six and last four digits.</summary>
    public string? masked_card { get; set; }

    /// <summary>First six digits.</summary>
    public string? card_bin { get; set; }

    /// <summary>VISA.</summary>
    public string? card_type { get; set; }

    /// <summary>The bank's reference.</summary>
    public string? rrn { get; set; }

    /// <summary>The bank's approval.</summary>
    public string? approval_code { get; set; }

    /// <summary>How far 3-D Secure went.</summary>
    public string? eci { get; set; }

    /// <summary>card.</summary>
    public string? payment_system { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    public string? sender_email { get; set; }

    /// <summary>DD.MM.YYYY HH:mm:ss.</summary>
    public string? order_time { get; set; }

    /// <summary>The shop's own name of what is sold.</summary>
    public string? product_id { get; set; }

    /// <summary>What the shop gave along.</summary>
    public string? merchant_data { get; set; }

    /// <summary>The stored card.</summary>
    public string? rectoken { get; set; }

    /// <summary>DD.MM.YYYY HH:mm:ss.</summary>
    public string? rectoken_lifetime { get; set; }

    /// <summary>How a verification stands.</summary>
    public string? verification_status { get; set; }

    /// <summary>The order that began the subscription.</summary>
    public string? parent_order_id { get; set; }

    /// <summary>JSON with more about the payment.</summary>
    public string? additional_info { get; set; }

    /// <summary>Minor units.</summary>
    public string? fee { get; set; }

    /// <summary>Why it was declined.</summary>
    public string? response_code { get; set; }

    /// <summary>The text of response_code.</summary>
    public string? response_description { get; set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    [JsonIgnore]
    public ClientException? Error { get; set; }
}

/// <summary>How an order stands.</summary>
public class Status
{
    /// <summary>Calls the gateway and waits for its answer.</summary>
#pragma warning disable CA1822 // The published package has an instance method.
    public StatusResponse Post(StatusRequest req) => Published.Post(Operation.OrdersStatus, req, PublishedJson.Default.StatusRequest, PublishedJson.Default.StatusResponse);
#pragma warning restore CA1822
}

/// <summary>What to take of what is held.</summary>
public class CaptureRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }

    /// <summary>Minor units.</summary>
    public int amount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? currency { get; set; }
}

/// <summary>How a capture ended.</summary>
public class CaptureResponse : IPublishedResponse
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }

    /// <summary>The merchant's number.</summary>
    public int merchant_id { get; set; }

    /// <summary>captured.</summary>
    public string? capture_status { get; set; }

    /// <summary>success.</summary>
    public string? response_status { get; set; }

    /// <summary>Why it was declined.</summary>
    public string? response_code { get; set; }

    /// <summary>The text of response_code.</summary>
    public string? response_description { get; set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    [JsonIgnore]
    public ClientException? Error { get; set; }
}

/// <summary>Takes what an order holds.</summary>
public class Capture
{
    /// <summary>Calls the gateway and waits for its answer.</summary>
#pragma warning disable CA1822 // The published package has an instance method.
    public CaptureResponse Post(CaptureRequest req) => Published.Post(Operation.OrdersCapture, req, PublishedJson.Default.CaptureRequest, PublishedJson.Default.CaptureResponse);
#pragma warning restore CA1822
}

/// <summary>What to give back.</summary>
public class ReverseRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }

    /// <summary>Minor units.</summary>
    public int amount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string? currency { get; set; }

    /// <summary>Why.</summary>
    public string? comment { get; set; }

    /// <summary>The same one gives nothing back twice.</summary>
    public string? reverse_id { get; set; }
}

/// <summary>How a reversal ended.</summary>
public class ReverseResponse : IPublishedResponse
{
    /// <summary>The shop's own name of the order.</summary>
    public string? order_id { get; set; }

    /// <summary>The merchant's number.</summary>
    public int merchant_id { get; set; }

    /// <summary>approved or declined.</summary>
    public string? reverse_status { get; set; }

    /// <summary>What was given back so far, in minor units.</summary>
    public string? reversal_amount { get; set; }

    /// <summary>The reversal's name.</summary>
    public string? reverse_id { get; set; }

    /// <summary>The gateway's name of the transaction.</summary>
    public string? transaction_id { get; set; }

    /// <summary>success.</summary>
    public string? response_status { get; set; }

    /// <summary>Why it was declined.</summary>
    public string? response_code { get; set; }

    /// <summary>The text of response_code.</summary>
    public string? response_description { get; set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    [JsonIgnore]
    public ClientException? Error { get; set; }
}

/// <summary>Gives money back.</summary>
public class Reverse
{
    /// <summary>Calls the gateway and waits for its answer.</summary>
#pragma warning disable CA1822 // The published package has an instance method.
    public ReverseResponse Post(ReverseRequest req) => Published.Post(Operation.OrdersReverse, req, PublishedJson.Default.ReverseRequest, PublishedJson.Default.ReverseResponse);
#pragma warning restore CA1822
}
