using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Tetri.Connectors;

namespace Tetri.Tests.Connectors;

/// <summary>What the payer does at the issuer's page.</summary>
internal sealed record Payer
{
    public bool FailsTheCheck { get; init; }
    public string[] Passwords { get; init; } = ["111111"];
}

/// <summary>A form on a page: where it goes and what it carries.</summary>
internal sealed record PageForm(string Id, string Action, Dictionary<string, string> Fields);

/// <summary>A browser that reads forms and posts them, without scripts.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>The page that was shown last.</summary>
    public string Page { get; private set; } = "";

    public HttpResponseMessage LastAnswer { get; private set; } = null!;

    public async Task<string> GetAsync(string url) => await _http.GetStringAsync(url);

    public async Task<IReadOnlyList<PageForm>> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        LastAnswer = await _http.PostAsync(url, new FormUrlEncodedContent(fields));
        Page = await LastAnswer.Content.ReadAsStringAsync();
        return [.. FormPattern().Matches(Page).Select(form => new PageForm(
            form.Groups["id"].Value,
            WebUtility.HtmlDecode(form.Groups["action"].Value),
            HiddenPattern().Matches(form.Value).ToDictionary(
                field => field.Groups["name"].Value,
                field => WebUtility.HtmlDecode(field.Groups["value"].Value))))];
    }

    public async Task LoadMethodFrameAsync(ConnectorResult.MethodRequired method)
    {
        var form = Assert.Single(await PostAsync(method.Url, [new("threeDSMethodData", method.MethodData)]));
        Assert.Equal("https://shop.example/method?x=1", form.Action);
        Assert.Contains("threeDSServerTransID", Encoding.UTF8.GetString(Decode(form.Fields["threeDSMethodData"])), StringComparison.Ordinal);
    }

    /// <summary>Goes through the issuer's page and brings back what it posts to the shop.</summary>
    public async Task<ThreeDSecureProof> MeetIssuerAsync(ConnectorResult.ChallengeRequired challenge, Payer payer)
    {
        var forms = await PostAsync(challenge.Url, challenge.Fields);
        Assert.Contains("id=\"submit__button\"", Page, StringComparison.Ordinal);
        if (payer.FailsTheCheck)
            return Bring(forms.Single(form => form.Id == "fail"));
        foreach (var password in payer.Passwords)
        {
            if (!Page.Contains("name=\"otp\"", StringComparison.Ordinal))
                break;
            var form = forms.Single(form => form.Id == "confirm");
            forms = await PostAsync(new Uri(new Uri(challenge.Url), form.Action).ToString(), [.. form.Fields, new("otp", password)]);
        }
        return Bring(forms.Single(form => form.Id == "confirm"));
    }

    public void Dispose() => _http.Dispose();

    private static ThreeDSecureProof Bring(PageForm form)
    {
        Assert.Equal("https://shop.example/3ds?a=1&b=2#!!token=t&uid=7&frame=true", form.Action);
        if (form.Fields.TryGetValue("PaRes", out var answer))
        {
            Assert.Equal("md \"1\" & 2", form.Fields["MD"]);
            return new ThreeDSecureProof.PaRes(answer);
        }
        Assert.Equal("md \"1\" & 2", Encoding.UTF8.GetString(Decode(form.Fields["threeDSSessionData"])));
        return new ThreeDSecureProof.ChallengeResponse(form.Fields["cres"]);
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    [GeneratedRegex("""<form id="(?<id>\w+)" method="post" action="(?<action>[^"]*)">.*?</form>""", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("""<input type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)">""")]
    private static partial Regex HiddenPattern();
}
