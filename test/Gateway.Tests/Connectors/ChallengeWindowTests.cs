using System.Buffers.Text;
using System.Text;
using Tetri.Connectors;

namespace Tetri.Tests.Connectors;

public sealed class ChallengeWindowTests
{
    [Theory]
    [InlineData("01")]
    [InlineData("02")]
    [InlineData("03")]
    [InlineData("04")]
    [InlineData("05")]
    public void CReqThatNamesAWindow_IsRead(string size) => Assert.Equal(size, Read($$"""{"messageType":"CReq","challengeWindowSize":"{{size}}"}"""));

    [Theory]
    [InlineData("""{"messageType":"CReq"}""")]
    [InlineData("""{"challengeWindowSize":"06"}""")]
    [InlineData("""{"challengeWindowSize":2}""")]
    [InlineData("""{"challengeWindowSize":null}""")]
    [InlineData("""["02"]""")]
    [InlineData("""{"challengeWindowSize":"02" """)]
    [InlineData("")]
    public void OneThatNamesNone_NamesNone(string message) => Assert.Null(Read(message));

    [Fact]
    public void WhatIsNoCReq_NamesNone()
    {
        Assert.Null(ChallengeWindow.NamedIn([new("PaReq", "eJxV"), new("MD", "1"), new("TermUrl", "https://shop.example")]));
        Assert.Null(ChallengeWindow.NamedIn([new("creq", "*not base64*")]));
        Assert.Null(ChallengeWindow.NamedIn([new("creq", Base64Url.EncodeToString([.. "{\"challengeWindowSize\":\""u8, 0xC3, 0x28, .. "\"}"u8]))]));
        Assert.Null(ChallengeWindow.NamedIn([new("creq", Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"a":"{{new string(' ', 16 * 1024)}}","challengeWindowSize":"02"}""")))]));
    }

    private static string? Read(string message) => ChallengeWindow.NamedIn([new("creq", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(message)))]);
}
