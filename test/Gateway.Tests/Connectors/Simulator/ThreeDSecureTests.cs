using System.Net;
using System.Text;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;

namespace Tetri.Tests.Connectors;

public sealed class ThreeDSecureTests : IAsyncLifetime
{
    private const string OldFormCard = "4444555566661111";
    private const string ChallengeCard = "4444666655559999";
    private const string PasswordCard = "8600202020202023";
    private const int AuthenticationFailed = 1024;
    private Sandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await Sandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(OldFormCard, 1)]
    [InlineData(ChallengeCard, 2)]
    [InlineData(PasswordCard, 1)]
    public async Task PayerWhoFailsTheCheck_IsDeclined(string card, int version)
    {
        var result = await _sandbox.PayAsync(_sandbox.Payment(card), new Payer { FailsTheCheck = true });

        Assert.Equal(new ConnectorResult.Declined(AuthenticationFailed) { ThreeDSecureVersion = version }, result);
    }

    [Fact]
    public async Task WrongPassword_MayBeCorrected()
    {
        var result = await _sandbox.PayAsync(_sandbox.Payment(PasswordCard), new Payer { Passwords = ["000000", "", "111111"] });

        Assert.IsType<ConnectorResult.Approved>(result);
    }

    [Fact]
    public async Task ThreeWrongPasswords_FailTheCheck()
    {
        var result = await _sandbox.PayAsync(_sandbox.Payment(PasswordCard), new Payer { Passwords = ["1", "2", "3"] });

        Assert.Equal(AuthenticationFailed, Assert.IsType<ConnectorResult.Declined>(result).Code);
    }

    [Fact]
    public async Task PasswordPage_TellsWhatToEnter_AndHoldsNoProofYet()
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(PasswordCard));
        var form = (await _sandbox.Browser.PostAsync(challenge.Url, challenge.Fields)).Single(form => form.Id == "confirm");
        Assert.Equal("/acs/", form.Action);
        Assert.DoesNotContain("PaRes", form.Fields.Keys);

        await _sandbox.Browser.PostAsync(challenge.Url, [.. form.Fields, new("otp", "222222")]);

        Assert.Contains("Tries left: 2", _sandbox.Browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldForm_IsZlibInBase64()
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(OldFormCard));

        Assert.Equal(["PaReq", "MD", "TermUrl"], challenge.Fields.Select(field => field.Key));
        Assert.Equal(0x78, Convert.FromBase64String(challenge.Fields[0].Value)[0]);
        Assert.Equal(1, challenge.ThreeDSecureVersion);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("05")]
    public async Task NewForm_SaysWhatItIs_AndTheWindowThatItWasAskedFor(string size)
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(ChallengeCard) with { ChallengeWindowSize = size });

        var creq = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(challenge.Fields[0].Value));
        Assert.Equal(["creq", "threeDSSessionData"], challenge.Fields.Select(field => field.Key));
        Assert.Contains($"\"messageType\":\"CReq\",\"messageVersion\":\"2.2.0\",\"challengeWindowSize\":\"{size}\"", creq, StringComparison.Ordinal);
        Assert.Equal(2, challenge.ThreeDSecureVersion);
    }

    [Theory]
    [InlineData(OldFormCard)]
    [InlineData(ChallengeCard)]
    public async Task ProofOfAnotherPayment_IsRefused(string card)
    {
        var proof = await _sandbox.Browser.MeetIssuerAsync(await ChallengeAsync(_sandbox.Payment(card)), new Payer());

        await AssertRefusedAsync(_sandbox.Payment(card), proof);
    }

    [Fact]
    public async Task ProofOfAnotherAmount_IsRefused()
    {
        var payment = _sandbox.Payment(OldFormCard);
        var proof = await _sandbox.Browser.MeetIssuerAsync(await ChallengeAsync(payment), new Payer());

        await AssertRefusedAsync(payment with { Amount = payment.Amount with { Minor = 1_000_000 } }, proof);
    }

    [Fact]
    public async Task QuestionGivenBackAsAnswer_IsRefused()
    {
        var old = _sandbox.Payment(OldFormCard);
        await AssertRefusedAsync(old, new ThreeDSecureProof.PaRes((await ChallengeAsync(old)).Fields[0].Value));

        var challenged = _sandbox.Payment(ChallengeCard);
        await AssertRefusedAsync(challenged, new ThreeDSecureProof.ChallengeResponse((await ChallengeAsync(challenged)).Fields[0].Value));
    }

    [Fact]
    public async Task ForgedProof_IsRefused_AndTheRightOneComesTooLate()
    {
        var payment = _sandbox.Payment(OldFormCard);
        var right = (ThreeDSecureProof.PaRes)await _sandbox.Browser.MeetIssuerAsync(await ChallengeAsync(payment), new Payer());
        var ticket = OldForm.Decode(right.Value)!;
        var forged = OldForm.Encode(ticket[..^1] + (ticket[^1] == 'A' ? 'E' : 'A'));

        await AssertRefusedAsync(payment, new ThreeDSecureProof.PaRes(forged));
        await AssertRefusedAsync(payment, right);
    }

    [Fact]
    public async Task FailedCheckTurnedIntoYes_IsRefused()
    {
        var payment = _sandbox.Payment(ChallengeCard);
        var failed = (ThreeDSecureProof.ChallengeResponse)await _sandbox.Browser.MeetIssuerAsync(await ChallengeAsync(payment), new Payer { FailsTheCheck = true });

        var forged = NewForm.Encode(NewForm.DecodeChallenge(failed.Value)! with { Status = "Y" });

        await AssertRefusedAsync(payment, new ThreeDSecureProof.ChallengeResponse(forged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    [InlineData("eyJ0aWNrZXQiOiJhLmIifQ")]
    [InlineData("eJwDAAAAAAE=")]
    public async Task Garbage_IsRefused(string garbage)
    {
        await AssertRefusedAsync(_sandbox.Payment(OldFormCard), new ThreeDSecureProof.PaRes(garbage));
        await AssertRefusedAsync(_sandbox.Payment(ChallengeCard), new ThreeDSecureProof.ChallengeResponse(garbage));
    }

    [Fact]
    public async Task MethodThatNeverEnded_GoesOnAllTheSame()
    {
        var payment = _sandbox.Payment("4444555566669999");
        await _sandbox.Acquirer.StartAsync(payment, CancellationToken.None);

        Assert.IsType<ConnectorResult.Approved>(await _sandbox.Acquirer.ContinueAsync(payment, new ThreeDSecureProof.MethodEnded(false), CancellationToken.None));
    }

    [Fact]
    public async Task NothingIsCharged_UntilTheProofIsBack()
    {
        var payment = _sandbox.Payment(OldFormCard);
        await _sandbox.Browser.MeetIssuerAsync(await ChallengeAsync(payment), new Payer());

        Assert.Contains("\"entries\":[]", await _sandbox.ChargesAsync($"order_id={payment.OrderId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ShowsThePaymentEncoded_UnderAStrictPolicy()
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(OldFormCard));
        await _sandbox.Browser.PostAsync(challenge.Url.Replace("/acs/", "/test/testacs/", StringComparison.Ordinal), challenge.Fields);

        var page = _sandbox.Browser.Page;
        Assert.Contains("<title>Bank Server Emulation</title>", page, StringComparison.Ordinal);
        Assert.Contains("Confirm 3D-Secure operation", page, StringComparison.Ordinal);
        Assert.Contains("Shop &lt;b&gt;&amp; sons&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("100.25 GEL", page, StringComparison.Ordinal);
        Assert.Contains("444455XXXXXX1111", page, StringComparison.Ordinal);
        var policy = _sandbox.Browser.LastAnswer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("frame-ancestors", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    public async Task TermUrlThatIsNoWebAddress_IsRefused(string termUrl)
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(OldFormCard));

        var forms = await _sandbox.Browser.PostAsync(challenge.Url, [challenge.Fields[0], new("TermUrl", termUrl)]);

        Assert.Equal(HttpStatusCode.BadRequest, _sandbox.Browser.LastAnswer.StatusCode);
        Assert.Empty(forms);
    }

    [Fact]
    public async Task MerchantDataLeftOut_ComesBackEmpty()
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(OldFormCard));

        var forms = await _sandbox.Browser.PostAsync(challenge.Url, [challenge.Fields[0], challenge.Fields[2]]);

        Assert.Equal("", forms.Single(form => form.Id == "confirm").Fields["MD"]);
    }

    [Theory]
    [InlineData("https://pay.flitt.com", "https://pay.flitt.com/acs/")]
    [InlineData("https://api.fondy.eu", "https://api.fondy.eu/test/testacs/")]
    [InlineData("http://localhost:8080", "http://localhost:8080/acs/")]
    public async Task AddressOfThePage_FollowsTheHost(string publicUrl, string address)
    {
        var challenge = await ChallengeAsync(_sandbox.Payment(OldFormCard) with { PublicUrl = publicUrl });

        Assert.Equal(address, challenge.Url);
    }

    private async Task<ConnectorResult.ChallengeRequired> ChallengeAsync(CardPayment payment)
    {
        var result = await _sandbox.Acquirer.StartAsync(payment, CancellationToken.None);
        if (result is ConnectorResult.MethodRequired)
            result = await _sandbox.Acquirer.ContinueAsync(payment, new ThreeDSecureProof.MethodEnded(true), CancellationToken.None);
        return Assert.IsType<ConnectorResult.ChallengeRequired>(result);
    }

    private async Task AssertRefusedAsync(CardPayment payment, ThreeDSecureProof proof)
    {
        var result = await _sandbox.Acquirer.ContinueAsync(payment, proof, CancellationToken.None);
        Assert.Equal(AuthenticationFailed, Assert.IsType<ConnectorResult.Declined>(result).Code);
        Assert.Contains("\"charges\":0", await _sandbox.ChargesAsync($"order_id={payment.OrderId}"), StringComparison.Ordinal);
    }
}
