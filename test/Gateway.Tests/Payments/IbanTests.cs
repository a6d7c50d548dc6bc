using Tetri.Payments;

namespace Tetri.Tests.Payments;

public class IbanTests
{
    [Theory]
    [InlineData("GE29NB0000000101904917", true)]
    [InlineData("ge29 nb00 0000 0101 9049 17", true)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("NO9386011117947", true)]
    [InlineData("GE29NB0000000101904918", false)]
    [InlineData("GE92NB0000000101904917", false)]
    [InlineData("GE00TB0000000000000001", false)]
    public void NumberOfItsCountrysForm_IsRead_AndItsCheckDigitsAreJudged(string text, bool checksOut)
    {
        Assert.True(Iban.TryParse(text, out var iban));

        Assert.Equal(checksOut, iban.ChecksOut);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GE")]
    [InlineData("GE29NB000000010190491")]
    [InlineData("GE29NB00000001019049170")]
    [InlineData("XX29NB0000000101904917")]
    [InlineData("GEA9NB0000000101904917")]
    [InlineData("GE29NB-000000101904917")]
    [InlineData("GE29NB000000010190491\u0667")]
    public void WhatHasNotTheFormOfItsCountry_IsNoIban(string? text) => Assert.False(Iban.TryParse(text, out _));

    [Fact]
    public void Iban_ShowsItselfMasked()
    {
        Assert.True(Iban.TryParse("GE29NB0000000101904917", out var iban));

        Assert.Equal("GE29NBXXXXXXXXXXXX4917", iban.ToString());
    }
}
