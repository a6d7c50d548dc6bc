using System.Text;
using Microsoft.Extensions.Configuration;
using Tetri.Cards;

namespace Tetri.Tests.Cards;

public class CardTests
{
    private static readonly string FirstKey = $"1:{Convert.ToBase64String(new byte[32])}";
    private static readonly string SecondKey = $"2:{Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)])}";
    private static readonly CardVault Vault = VaultOf(FirstKey);

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
    public void Fingerprint_OfTheSameCard_IsTheMerchantsOwn()
    {
        Assert.True(CardNumber.TryParse("4444555566661111", out var card));
        Assert.True(CardNumber.TryParse("4444 5555 6666 1111", out var again));
        Assert.True(CardNumber.TryParse("4444555511116666", out var other));

        Assert.Equal(Vault.Fingerprint(card, 1), Vault.Fingerprint(again, 1));
        Assert.NotEqual(Vault.Fingerprint(card, 1), Vault.Fingerprint(other, 1));
        Assert.NotEqual(Vault.Fingerprint(card, 1), Vault.Fingerprint(card, 2));
        Assert.NotEqual(Vault.Fingerprint(card, 1), VaultOf(SecondKey).Fingerprint(card, 1));
    }

    [Fact]
    public void NewMasterKey_SealsWhatIsNew_AndTheOldOneOpensWhatIsOld()
    {
        Assert.True(CardNumber.TryParse("4444555566661111", out var card));
        var old = Vault.Seal(card, new CardExpiry(2030, 1), 7);
        var both = VaultOf($"{FirstKey} {SecondKey}");

        Assert.True(both.TryOpen(old, 7, out _, out _));
        Assert.Equal(2, CardVault.KeyIdOf(both.Seal(card, new CardExpiry(2030, 1), 7)));
        Assert.Equal([both.Fingerprint(card, 1), Vault.Fingerprint(card, 1)], both.Fingerprints(card, 1));
        Assert.False(VaultOf(SecondKey).TryOpen(old, 7, out _, out _));
        Assert.Equal(1, CardVault.KeyIdOf(VaultOf($"{FirstKey} {SecondKey}", inUse: "1").Seal(card, new CardExpiry(2030, 1), 7)));
        Assert.Throws<StartRefusedException>(() => VaultOf(FirstKey, inUse: "2"));
    }

    [Fact]
    public void AddedMasterKey_StandsBehindTheOthers_InTheSandboxsFile()
    {
        var options = new GatewayOptions { DataFolder = Directory.CreateTempSubdirectory("tetri-keys-").FullName };
        var none = new ConfigurationBuilder().Build();
        Assert.True(CardNumber.TryParse("4444555566661111", out var card));
        var old = new CardVault(KeyRing.Open(none, options)).Seal(card, new CardExpiry(2030, 1), 7);

        var added = KeyRing.Add(none, options);

        Assert.Equal(((byte)2, (byte?)1), (added.Id, added.Before));
        var ring = KeyRing.Open(none, options);
        Assert.Equal([(byte)2, (byte)1], ring.Ids);
        Assert.True(new CardVault(ring).TryOpen(old, 7, out _, out _));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(added.File!));
        Directory.Delete(options.DataFolder, recursive: true);
    }

    [Fact]
    public void AddedMasterKey_WhereTheSettingHoldsThem_IsGivenForTheSetting()
    {
        var added = KeyRing.Add(Settings(FirstKey, null), new GatewayOptions());

        Assert.Null(added.File);
        Assert.StartsWith(FirstKey + " 2:", added.Value, StringComparison.Ordinal);
        Assert.Equal(2, KeyRing.Open(Settings(added.Value, null), new GatewayOptions { Mode = GatewayMode.Live }).IdInUse);
        Assert.StartsWith("1:", KeyRing.Add(Settings("", null), new GatewayOptions { Mode = GatewayMode.Live }).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void SealedCvv_OpensWithThePayersKeyOnly()
    {
        var key = CardVault.NewPayerKey();
        var box = CardVault.SealSecret("123", key, 7);

        Assert.Equal("123", CardVault.OpenSecret(box, key, 7));
        Assert.Null(CardVault.OpenSecret(box, CardVault.NewPayerKey(), 7));
        Assert.Null(CardVault.OpenSecret(box, null, 7));
    }

    private static CardVault VaultOf(string keys, string? inUse = null) => new(KeyRing.Open(Settings(keys, inUse), new GatewayOptions()));

    private static IConfiguration Settings(string keys, string? inUse) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Tetri:MasterKeys", keys), new("Tetri:MasterKeyInUse", inUse)]).Build();
}
