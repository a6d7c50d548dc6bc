using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tetri.Simulation;

/// <summary>A payer in front of the checkout page, without its script: what the page would call, he calls.</summary>
internal sealed partial class Payer(HttpClient http, string token)
{
    public const string PlainCard = "4444555511116666";
    public const string DecliningCard = "4444111155556666";
    public const string OldFormCard = "4444555566661111";
    public const string FrictionlessCard = "4444555566669999";
    public const string ChallengeCard = "4444666655559999";

    public Payer(GatewayProcess gateway, string token)
        : this(gateway.Http, token)
    {
    }

    public async Task<JsonElement> ViewAsync() =>
        (await http.GetFromJsonAsync<JsonElement>($"/checkout/view?token={token}")).GetProperty("view");

    public async Task<string> StateAsync() => State(await ViewAsync());

    /// <summary>Types the card; the view afterwards shows a result, or a 3-D Secure step.</summary>
    public Task<JsonElement> TypeCardAsync(string card, string cvv = "123") =>
        CallAsync("/checkout/pay", new { token, cardNumber = card, expiryDate = "12/30", cvv2 = cvv });

    /// <summary>Types the card and goes through 3-D Secure where it comes up.</summary>
    public async Task<JsonElement> PayAsync(string card, string cvv = "123", bool failsTheCheck = false) =>
        await GoOnAsync(await TypeCardAsync(card, cvv), failsTheCheck);

    public async Task<JsonElement> GoOnAsync(JsonElement view, bool failsTheCheck = false)
    {
        if (State(view) == "method")
            view = await EndMethodAsync(view);
        if (State(view) != "challenge")
            return view;
        await ReturnAsync(await MeetIssuerAsync(view, failsTheCheck));
        return await ViewAsync();
    }

    public Task<JsonElement> EndMethodAsync(JsonElement view) =>
        CallAsync("/checkout/method", new { token, transaction = view.GetProperty("transaction").GetString() });

    /// <summary>Opens the issuer's page and presses its button; gives the form that takes him back.</summary>
    public async Task<Form> MeetIssuerAsync(JsonElement view, bool failsTheCheck = false)
    {
        var toIssuer = Read(await http.GetStringAsync(view.GetProperty("frameUrl").GetString())).Single();
        var page = await PostAsync(toIssuer);
        if (failsTheCheck)
            return Read(page).Single(form => form.Id == "fail");
        var confirm = Read(page).Single(form => form.Id == "confirm");
        if (page.Contains("name=\"otp\"", StringComparison.Ordinal))
            confirm = Read(await PostAsync(confirm with { Fields = [.. confirm.Fields, new("otp", "111111")] })).Single(form => form.Id == "confirm");
        return confirm;
    }

    public Task<string> ReturnAsync(Form form) => PostAsync(form);

    public Task<JsonElement> TypeCodeAsync(string code) => CallAsync("/checkout/code", new { token, code });

    public Task<JsonElement> AbandonAsync(JsonElement view) =>
        CallAsync("/checkout/abandon", new { token, transaction = view.GetProperty("transaction").GetString() });

    public Task<JsonElement> ChooseBankAsync(string system, string method) => CallAsync("/checkout/bank", new { token, system, method });

    public Task<JsonElement> LeaveBankAsync() => CallAsync("/checkout/bank/leave", new { token });

    /// <summary>Reads the link to the bank, as a messenger does that shows it.</summary>
    public Task<HttpResponseMessage> ReadBankLinkAsync() => http.GetAsync($"/checkout/bank?token={token}");

    /// <summary>Follows the link to the bank; gives the page there and its address.</summary>
    public async Task<(string Page, Uri Address)> OpenBankAsync()
    {
        using var read = await ReadBankLinkAsync();
        using var opened = read.StatusCode == HttpStatusCode.OK ? await http.PostAsync($"/checkout/bank/open?token={token}", null) : null;
        var link = opened ?? read;
        Assert.Equal(HttpStatusCode.Redirect, link.StatusCode);
        var bank = new Uri(http.BaseAddress!, link.Headers.Location!);
        return (await http.GetStringAsync(bank), bank);
    }

    /// <summary>Presses a button of the bank's page; goes back to the shop's page, or just leaves.</summary>
    public async Task DecideAsync(Uri bank, string decision, bool comesBack = true)
    {
        using var answer = await http.PostAsync(bank, new FormUrlEncodedContent([new("decision", decision)]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        if (!comesBack)
            return;
        using var back = await http.GetAsync(answer.Headers.Location);
        Assert.StartsWith("/merchants/", back.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>Gives up a 3-D Secure step where one is open.</summary>
    public async Task AbandonOpenAsync()
    {
        var view = await ViewAsync();
        if (State(view) is "method" or "challenge")
            await AbandonAsync(view);
    }

    public static string State(JsonElement view) => view.GetProperty("state").GetString()!;

    private async Task<JsonElement> CallAsync<T>(string path, T body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("view");
    }

    private async Task<string> PostAsync(Form form)
    {
        var url = new Uri(http.BaseAddress!, form.Action);
        Assert.True(url.IsLoopback);
        using var answer = await http.PostAsync(url, new FormUrlEncodedContent(form.Fields));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<Form> Read(string page) => [.. FormPattern().Matches(page).Select(form => new Form(
        form.Groups["id"].Value,
        WebUtility.HtmlDecode(form.Groups["action"].Value),
        [.. HiddenPattern().Matches(form.Value).Select(field => new KeyValuePair<string, string>(
            field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)))]))];

    [GeneratedRegex("""<form id="(?<id>\w+)" method="post"[^>]* action="(?<action>[^"]*)">.*?</form>""", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("""<input type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)">""")]
    private static partial Regex HiddenPattern();
}

/// <summary>A form on a page: where it goes and what it carries.</summary>
internal sealed record Form(string Id, string Action, IReadOnlyList<KeyValuePair<string, string>> Fields);
