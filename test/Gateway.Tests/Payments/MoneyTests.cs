using CsCheck;
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
    [InlineData("10", "GEL", 1000)]
    [InlineData("10.5", "GEL", 1050)]
    [InlineData("0010.500", "GEL", 1050)]
    [InlineData("0.01", "GEL", 1)]
    [InlineData("500", "JPY", 500)]
    [InlineData("500.0", "JPY", 500)]
    [InlineData("1.005", "KWD", 1005)]
    [InlineData("10.505", "GEL", null)]
    [InlineData("10.", "GEL", null)]
    [InlineData(".5", "GEL", null)]
    [InlineData("", "GEL", null)]
    [InlineData("-1", "GEL", null)]
    [InlineData("1e3", "GEL", null)]
    [InlineData("1,5", "GEL", null)]
    [InlineData(" 1", "GEL", null)]
    [InlineData("1.5.0", "GEL", null)]
    [InlineData("1.+5", "GEL", null)]
    [InlineData("1234567890123", "GEL", null)]
    public void MajorUnits_AreReadWithoutRounding(string text, string code, int? minor) =>
        Assert.Equal(minor, Money.TryReadMajor(text, Currency.Find(code)!, out var money) ? (int?)money.Minor : null);

    [Fact]
    public void MajorText_IsReadBackAsTheSameAmount() =>
        Gen.Select(Gen.Long[0, 99_999_999_999], Gen.OneOf(Gen.Const("GEL"), Gen.Const("JPY"), Gen.Const("KWD"))).Sample((minor, code) =>
        {
            var money = new Money(minor, Currency.Find(code)!);
            return Money.TryReadMajor(money.ToMajorText(), money.Currency, out var read) && read == money;
        });

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
