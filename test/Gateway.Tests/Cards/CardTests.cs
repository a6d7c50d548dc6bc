using System.Text;
using Microsoft.Extensions.Configuration;
using Tetri.Cards;

namespace Tetri.Tests.Cards;

public class CardTests
{
    private static readonly CardVault Vault = new(KeyRing.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new("Tetri:MasterKeys", $"1:{Convert.ToBase64String(new byte[32])}")]).Build(), new GatewayOptions()));

    [Fact]
    public void CardNumber_ShownAsText_IsMasked()
    {
        Assert.True(CardNumber.TryParse("4444 5555-6666 1111", out var card));

        Assert.Equal("444455XXXXXX1111", $"{card}");
        Assert.Equal(444455, card.Bin);
        Assert.Equal("VISA", card.Brand);
    }

    [Theory]
    [InlineData("4444555566661112")]
    [InlineData("444455556666")]
    [InlineData("44445555666611110000")]
    [InlineData("4444५५५५66661111")]
    [InlineData("")]
    [InlineData(null)]
    public void OtherText_IsNoCardNumber(string? text) => Assert.False(CardNumber.TryParse(text, out _));

    [Theory]
    [InlineData("11/25")]
    [InlineData("11/2025")]
    [InlineData("1125")]
    [InlineData("112025")]
    [InlineData(" 11 / 25 ")]
    public void Expiry_InEveryFormat_IsRead(string text)
    {
        Assert.True(CardExpiry.TryParse(text, out var expiry));
        Assert.Equal(new CardExpiry(2025, 11), expiry);
        Assert.False(expiry.IsPast(new DateTimeOffset(2025, 11, 30, 23, 59, 0, TimeSpan.Zero)));
        Assert.True(expiry.IsPast(new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("13/25")]
    [InlineData("00/25")]
    [InlineData("1/2/25")]
    [InlineData("ab/cd")]
    [InlineData("11/205")]
    public void Expiry_OfOtherText_IsRefused(string text) => Assert.False(CardExpiry.TryParse(text, out _));

    [Fact]
    public void SealedCard_OpensForItsTransactionOnly_AndHidesTheNumber()
    {
        Assert.True(CardNumber.TryParse("4444555566661111", out var card));
        var box = Vault.Seal(card, new CardExpiry(2030, 1), 7);

        Assert.DoesNotContain("4444555566661111", Encoding.Latin1.GetString(box));
        Assert.True(Vault.TryOpen(box, 7, out var number, out var expiry));
        Assert.Equal(("4444555566661111", new CardExpiry(2030, 1)), (number.Reveal(), expiry));
        Assert.False(Vault.TryOpen(box, 8, out _, out _));
        box[^1] ^= 1;
        Assert.False(Vault.TryOpen(box, 7, out _, out _));
    }

    [Fact]
    public void SealedCvv_OpensWithThePayersKeyOnly()
    {
        var key = CardVault.NewPayerKey();
        var box = CardVault.SealCvv("123", key, 7);

        Assert.Equal("123", CardVault.OpenCvv(box, key, 7));
        Assert.Null(CardVault.OpenCvv(box, CardVault.NewPayerKey(), 7));
        Assert.Null(CardVault.OpenCvv(box, null, 7));
    }
}
