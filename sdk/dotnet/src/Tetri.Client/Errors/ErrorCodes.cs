namespace Tetri.Client;

/// <summary>Why the gateway refuses a request (<see cref="TetriException.Code"/>), and why a payment is declined (<see cref="Order.ResponseCode"/>).</summary>
public static class ErrorCodes
{
    /// <summary>Application error.</summary>
    public const int ApplicationError = 1002;

    /// <summary>Invalid format.</summary>
    public const int InvalidFormat = 1005;

    /// <summary>Merchant is not configured correctly.</summary>
    public const int MerchantMisconfigured = 1006;

    /// <summary>Parameter `{param_name}` is incorrect.</summary>
    public const int ParameterIncorrect = 1007;

    /// <summary>Parameter `{param_name}` is mandatory.</summary>
    public const int ParameterMandatory = 1008;

    /// <summary>Parameter `{param_name}` is empty.</summary>
    public const int ParameterEmpty = 1009;

    /// <summary>Request Is empty.</summary>
    public const int RequestEmpty = 1010;

    /// <summary>Parameter `{param_name}` is missing.</summary>
    public const int ParameterMissing = 1011;

    /// <summary>Currency `{currency}` is not available for this merchant `{merchant_id}`.</summary>
    public const int CurrencyNotAvailable = 1012;

    /// <summary>Duplicate order `{order_id}` for merchant `{merchant_id}`.</summary>
    public const int DuplicateOrder = 1013;

    /// <summary>Invalid signature.</summary>
    public const int InvalidSignature = 1014;

    /// <summary>Merchant not found.</summary>
    public const int MerchantNotFound = 1016;

    /// <summary>No available payment systems.</summary>
    public const int NoPaymentSystems = 1017;

    /// <summary>Order `{order_id}` not found.</summary>
    public const int OrderNotFound = 1018;

    /// <summary>Order `{order_id}` already has been completed.</summary>
    public const int OrderCompleted = 1019;

    /// <summary>Unsupported Content-Type `{content_type}`.</summary>
    public const int UnsupportedContentType = 1021;

    /// <summary>Invalid amount.</summary>
    public const int InvalidAmount = 1023;

    /// <summary>Only redirect method allowed.</summary>
    public const int OnlyRedirect = 1026;

    /// <summary>Preauth not allowed.</summary>
    public const int PreauthNotAllowed = 1027;

    /// <summary>Custom design not found.</summary>
    public const int DesignNotFound = 1028;

    /// <summary>Please do not use symbol `{separator}` in parameters.</summary>
    public const int SeparatorInParameter = 1034;

    /// <summary>Token not found.</summary>
    public const int TokenNotFound = 1035;

    /// <summary>Invoice is paid.</summary>
    public const int InvoicePaid = 1036;

    /// <summary>Request contains non utf-8 symbol.</summary>
    public const int NotUtf8 = 1046;

    /// <summary>Order has expired.</summary>
    public const int OrderExpired = 1052;

    /// <summary>Session expired.</summary>
    public const int SessionExpired = 1054;

    /// <summary>Transaction with rectoken not allowed for merchant.</summary>
    public const int RectokenNotAllowed = 1059;

    /// <summary>Recurring transaction not allowed for merchant.</summary>
    public const int RecurringNotAllowed = 1060;

    /// <summary>Reverse not allowed. Turnover is not enough.</summary>
    public const int TurnoverNotEnough = 1069;

    /// <summary>3DSecure is mandatory for Maestro cards.</summary>
    public const int ThreeDSecureMandatoryForMaestro = 1073;

    /// <summary>P2P credit allowed only by rectoken.</summary>
    public const int PayoutOnlyByRectoken = 1074;

    /// <summary>3DSecure is mandatory.</summary>
    public const int ThreeDSecureMandatory = 1075;

    /// <summary>An error occurred while processing your payment. Invalid IBAN. Check the IBAN you entered, or use another IBAN.</summary>
    public const int InvalidIban = 1076;

    /// <summary>Merchant is not activated yet. Only test IBAN allowed.</summary>
    public const int OnlyTestIban = 1077;

    /// <summary>Insufficient funds on balance (p2p credit).</summary>
    public const int BalanceNotEnough = 1081;

    /// <summary>Token has expired.</summary>
    public const int TokenExpired = 1082;

    /// <summary>Only full refund allowed.</summary>
    public const int OnlyFullRefund = 1084;

    /// <summary>Transaction already finished.</summary>
    public const int TransactionFinished = 1086;

    /// <summary>Lookup code attempts limit exceeded.</summary>
    public const int LookupAttemptsExceeded = 1088;

    /// <summary>Card not enrolled. Lookup required.</summary>
    public const int LookupRequired = 1091;

    /// <summary>Invalid phone number.</summary>
    public const int InvalidPhoneNumber = 1092;

    /// <summary>Invalid E-mail.</summary>
    public const int InvalidEmail = 1096;

    /// <summary>P2P credit is not available for this IP address.</summary>
    public const int PayoutAddressNotAllowed = 1099;

    /// <summary>Operation not allowed.</summary>
    public const int OperationNotAllowed = 1100;

    /// <summary>Split error. Split payments not allowed for merchant.</summary>
    public const int SplitNotAllowed = 1106;

    /// <summary>Split error. Settlement merchants have another company.</summary>
    public const int SplitAnotherCompany = 1107;

    /// <summary>Split error. Merchants in purchase and reverse do not match.</summary>
    public const int SplitMerchantsDiffer = 1108;

    /// <summary>Order already captured with different amount.</summary>
    public const int CapturedWithDifferentAmount = 1109;

    /// <summary>Settlement not allowed until order is captured.</summary>
    public const int SettlementBeforeCapture = 1114;

    /// <summary>Splitting amount does not correspond to purchase or capture amount.</summary>
    public const int SplitAmountDiffers = 1120;

    /// <summary>General decline.</summary>
    public const int GeneralDecline = 1000;

    /// <summary>Invalid CVV2 code.</summary>
    public const int InvalidCvv2 = 1003;

    /// <summary>Do not honor.</summary>
    public const int DoNotHonor = 1004;

    /// <summary>Invalid card number.</summary>
    public const int InvalidCardNumber = 1015;

    /// <summary>3DSecure authentication failed.</summary>
    public const int ThreeDSecureFailed = 1024;

    /// <summary>Invalid card expiry date.</summary>
    public const int InvalidExpiryDate = 1025;

    /// <summary>Decline, not sufficient funds.</summary>
    public const int InsufficientFunds = 1037;

    /// <summary>Transaction amount exceeds card internet limit.</summary>
    public const int InternetLimitExceeded = 1040;

    /// <summary>Card is in black list.</summary>
    public const int CardInBlackList = 1041;

    /// <summary>Stolen card.</summary>
    public const int StolenCard = 1042;

    /// <summary>Restricted Card.</summary>
    public const int RestrictedCard = 1043;

    /// <summary>Lost card.</summary>
    public const int LostCard = 1044;

    /// <summary>Card is blocked by acquirer bank.</summary>
    public const int CardBlockedByAcquirer = 1045;

    /// <summary>Card exceeds withdrawal frequency limit.</summary>
    public const int WithdrawalFrequencyExceeded = 1047;

    /// <summary>Card exceeds withdrawal amount limit.</summary>
    public const int WithdrawalAmountExceeded = 1048;

    /// <summary>Unknown payment system error.</summary>
    public const int UnknownPaymentSystemError = 1049;

    /// <summary>Declined by antifraud.</summary>
    public const int DeclinedByAntifraud = 1051;

    /// <summary>3DSecure card verification failed. Directory server or issuer not available.</summary>
    public const int ThreeDSecureUnavailable = 1053;

    /// <summary>P2P limit exceeded.</summary>
    public const int P2PLimitExceeded = 1055;

    /// <summary>Sender card declined by issuer.</summary>
    public const int SenderCardDeclined = 1057;

    /// <summary>Receiver card declined by issuer.</summary>
    public const int ReceiverCardDeclined = 1058;

    /// <summary>PIN tries exceeded.</summary>
    public const int PinTriesExceeded = 1061;

    /// <summary>Not permitted to merchant.</summary>
    public const int NotPermittedToMerchant = 1062;

    /// <summary>Not permitted to client.</summary>
    public const int NotPermittedToClient = 1063;

    /// <summary>Call your bank.</summary>
    public const int CallYourBank = 1064;

    /// <summary>Invalid transaction.</summary>
    public const int InvalidTransaction = 1065;

    /// <summary>System malfunction.</summary>
    public const int SystemMalfunction = 1066;

    /// <summary>Incorrect PIN.</summary>
    public const int IncorrectPin = 1067;

    /// <summary>Format error.</summary>
    public const int FormatError = 1068;

    /// <summary>Transaction is routed to another terminal.</summary>
    public const int RoutedToAnotherTerminal = 1070;

    /// <summary>Recurring chain declined.</summary>
    public const int RecurringChainDeclined = 1072;

    /// <summary>Token deactivated by bank.</summary>
    public const int TokenDeactivatedByBank = 1078;

    /// <summary>Card is blocked by issuing bank.</summary>
    public const int CardBlockedByIssuer = 1079;

    /// <summary>Decline, exceeds receiving card count limit.</summary>
    public const int ReceivingCountExceeded = 1080;

    /// <summary>Decline, exceeds receiving card amount limit.</summary>
    public const int ReceivingAmountExceeded = 1083;

    /// <summary>Terminal closed by acquiring bank.</summary>
    public const int TerminalClosed = 1087;

    /// <summary>Acquiring bank request timeout.</summary>
    public const int AcquirerTimeout = 1089;

    /// <summary>P2P card credit not allowed for this country.</summary>
    public const int PayoutCountryNotAllowed = 1090;

    /// <summary>Decline, refer to card issuer.</summary>
    public const int ReferToIssuer = 1097;

    /// <summary>SEPA: payment accepted, then cancelled before collection.</summary>
    public const int SepaCancelled = 1098;

    /// <summary>Antifraud decline. Prepaid cards are blocked.</summary>
    public const int PrepaidCardsBlocked = 1102;

    /// <summary>Receipt created.</summary>
    public const int ReceiptCreated = 1103;

    /// <summary>Country not allowed by bank-acquirer.</summary>
    public const int CountryNotAllowedByAcquirer = 1104;

    /// <summary>Antifraud decline. Only full 3D-Secure allowed.</summary>
    public const int OnlyFullThreeDSecure = 1105;

    /// <summary>Your card is not supported. Please use card of {extended}.</summary>
    public const int CardNotSupported = 1111;

    /// <summary>Pick up card (no fraud).</summary>
    public const int PickUpCard = 1115;

    /// <summary>Pick up card, special condition (fraud account).</summary>
    public const int PickUpCardFraud = 1116;

    /// <summary>Security violation.</summary>
    public const int SecurityViolation = 1117;

    /// <summary>Connection closed unexpectedly.</summary>
    public const int ConnectionClosed = 1122;

    /// <summary>Acquiring bank request timeout. Transaction reversed.</summary>
    public const int AcquirerTimeoutReversed = 1123;

    /// <summary>Maestro cards are not allowed.</summary>
    public const int MaestroNotAllowed = 1125;
}
