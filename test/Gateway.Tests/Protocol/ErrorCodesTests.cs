using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tetri.Protocol.Errors;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Protocol;

public partial class ErrorCodesTests
{
    [Fact]
    public void TableAndSpec_SayTheSame()
    {
        var spec = SpecFiles.Read("error-codes.json").EnumerateArray().Select(row => new ErrorCode(
            row.GetProperty("code").GetInt32(),
            row.GetProperty("text").GetString()!,
            Enum.Parse<ErrorKind>(row.GetProperty("kind").GetString()!, ignoreCase: true),
            row.TryGetProperty("page_code", out var page) ? page.GetInt32() : null,
            row.GetProperty("merchant_can_cause").GetBoolean())).ToArray();

        Assert.Equal(spec.OrderBy(row => row.Code), ErrorCodes.All.OrderBy(row => row.Code));
    }

    [Fact]
    public void EveryCodeThatAMerchantCanCause_HasAConformanceCase()
    {
        var shown = Directory.GetFiles(Spec.Folder("conformance"), "*.json")
            .SelectMany(file => ShownCode.Matches(File.ReadAllText(file)))
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToHashSet();

        Assert.Empty(ErrorCodes.All.Where(row => row.MerchantCanCause).Select(row => row.Code).Except(shown));
    }

    [Fact]
    public void EveryPageCode_IsInTheTable() => Assert.All(ErrorCodes.All,
        row => Assert.Equal(ErrorKind.Page, ErrorCodes.Find(ErrorCodes.PageCodeOf(row.Code))!.Kind));

    [Fact]
    public void Templates_AreFilled()
    {
        Assert.Equal("Parameter `amount` is mandatory", ErrorCodes.TextOf(GatewayError.Missing("amount")));
        Assert.Equal("Merchant not found", ErrorCodes.TextOf(new GatewayError(1016)));
        Assert.Equal("Duplicate order `A{order_id}` for merchant `1549901`",
            ErrorCodes.TextOf(new GatewayError(1013, "A{order_id}") { MerchantId = 1549901 }));
        Assert.Equal("Currency `UZS` is not available for this merchant `7`",
            ErrorCodes.TextOf(new GatewayError(1012, "UZS") { MerchantId = 7 }));
    }

    [Fact]
    public void Explanation_IsAddedOnlyToASignatureErrorOfTestMode()
    {
        var error = new GatewayError(1014, Explanation: "signature: `x`");

        Assert.Equal("Invalid signature", ErrorCodes.TextOf(error));
        Assert.Equal("Invalid signature signature: `x`", ErrorCodes.TextOf(error, explain: true));
        Assert.Equal("Parameter `lang` is incorrect", ErrorCodes.TextOf(GatewayError.Incorrect("lang", "why"), explain: true));
    }

    /// <summary>What a case expects as error_code or response_code, or first in the text of a page.</summary>
    [GeneratedRegex("""(?:"(?:error|response)_code": "?|"body_contains": ?\[")(\d{4})""")]
    private static partial Regex ShownCode { get; }
}
