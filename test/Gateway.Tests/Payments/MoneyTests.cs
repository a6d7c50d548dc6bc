using Tetri.Payments;

namespace Tetri.Tests.Payments;

public class MoneyTests
{
    [Theory]
    [InlineData(10025, "GEL", "100.25")]
    [InlineData(5, "GEL", "0.05")]
    [InlineData(0, "GEL", "0.00")]
    [InlineData(-5, "GEL", "-0.05")]
    [InlineData(500, "JPY", "500")]
    [InlineData(1005, "KWD", "1.005")]
    [InlineData(999_999_999_999, "UZS", "9999999999.99")]
    public void MajorText_HasTheCurrencysDecimals(long minor, string code, string text) =>
        Assert.Equal(text, new Money(minor, Currency.Find(code)!).ToMajorText());

    [Theory]
    [InlineData("gel", "GEL")]
    [InlineData("Usd", "USD")]
    public void Currency_IsFoundInAnyCase(string given, string code) => Assert.Equal(code, Currency.Find(given)!.Code);

    [Theory]
    [InlineData("III")]
    [InlineData("")]
    [InlineData("GE")]
    public void Currency_ThatIsNone_IsNotFound(string given) => Assert.Null(Currency.Find(given));
}
