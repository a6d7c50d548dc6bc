namespace Tetri.Connectors.Simulator;

/// <summary>The issuer's side of 3-D Secure (ACS). It keeps nothing: what it needs is sealed in PaReq and creq.</summary>
internal sealed class AccessControlServer(TicketSeal seal)
{
    private const string RightPassword = "111111";
    private const int PasswordTries = 3;
    private const int LongestUrl = 4096;

    /// <summary>The old form: PaReq, MD and TermUrl come in, PaRes and MD go to TermUrl.</summary>
    public async Task OldFormAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } form)
            return;
        var termUrl = form["TermUrl"].ToString();
        if (OpenQuestion(OldForm.Decode(form["PaReq"])) is not { } question)
            await AcsPage.RefuseAsync(context, "PaReq was not made by this gateway, or is more than an hour old.");
        else if (!IsWebAddress(termUrl))
            await AcsPage.RefuseAsync(context, "TermUrl must be an absolute http or https address.");
        else
            await AnswerOldFormAsync(context, question, termUrl, form["MD"].ToString(), form["otp"]);
    }

    /// <summary>The new form: creq comes in, cres goes to the notification URL that creq holds.</summary>
    public async Task ChallengeAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } form)
            return;
        var request = NewForm.DecodeChallenge(form["creq"]);
        if (OpenQuestion(request?.Ticket) is not { NotificationUrl: { } url } question || !IsWebAddress(url))
        {
            await AcsPage.RefuseAsync(context, "creq was not made by this gateway, or is more than an hour old.");
            return;
        }
        await AcsPage.ConfirmAsync(context, question, Outcome(passed: true), Outcome(passed: false));

        EmulatedForm Outcome(bool passed) => new(url,
            ("cres", NewForm.Encode(request! with
            {
                MessageType = "CRes",
                WindowSize = null,
                Status = passed ? "Y" : "N",
                Ticket = seal.Seal(question.Answer(passed)),
            })),
            ("threeDSSessionData", form["threeDSSessionData"].ToString()));
    }

    /// <summary>The hidden frame: it has nothing to look at in a browser, so it reports at once.</summary>
    public static async Task MethodAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } form)
            return;
        if (NewForm.DecodeMethodData(form["threeDSMethodData"]) is { NotificationUrl: { } url } data && IsWebAddress(url))
            await AcsPage.PassOnAsync(context, new EmulatedForm(url, ("threeDSMethodData", NewForm.Encode(data with { NotificationUrl = null }))));
        else
            await AcsPage.RefuseAsync(context, "threeDSMethodData must hold threeDSMethodNotificationURL, an absolute http or https address.");
    }

    private Task AnswerOldFormAsync(HttpContext context, Ticket question, string termUrl, string merchantData, string? password)
    {
        if (!question.AsksPassword)
            return AcsPage.ConfirmAsync(context, question, Outcome(passed: true), Outcome(passed: false));
        if (password is null)
            return Ask(question, problem: null);
        if (password.Trim() == RightPassword)
            return AcsPage.PassOnAsync(context, Outcome(passed: true));
        var tried = question with { WrongPasswords = question.WrongPasswords + 1 };
        var left = PasswordTries - tried.WrongPasswords;
        return left > 0
            ? Ask(tried, $"That password is not right. Enter 111111. Tries left: {left}.")
            : AcsPage.PassOnAsync(context, Outcome(passed: false));

        EmulatedForm Outcome(bool passed) => new(termUrl, ("PaRes", OldForm.Encode(seal.Seal(question.Answer(passed)))), ("MD", merchantData));

        // The count of tries travels in the sealed question: the page keeps none.
        Task Ask(Ticket next, string? problem) => AcsPage.AskPasswordAsync(context, next,
            new EmulatedForm(context.Request.Path, ("PaReq", OldForm.Encode(seal.Seal(next))), ("MD", merchantData), ("TermUrl", termUrl)),
            Outcome(passed: false),
            problem);
    }

    private Ticket? OpenQuestion(string? sealedTicket) => seal.Open(sealedTicket) is { Kind: TicketKind.Question } question ? question : null;

    private static bool IsWebAddress(string url) =>
        url.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (await EmulatedPage.ReadFormAsync(context) is { } form)
            return form;
        await AcsPage.RefuseAsync(context, "This page is opened by a payment, with a form.");
        return null;
    }
}
