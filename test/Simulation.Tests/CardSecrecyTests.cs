using System.Net.Http.Json;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Tetri.Simulation;

/// <summary>Full card numbers and CVVs are nowhere on the disk and in no line of the log, whatever was done with them.</summary>
public sealed class CardSecrecyTests
{
    private const string Cvv = "9057";

    private static readonly string[] Cards =
    [
        "4444555566661111", "4444111166665555", "4444555511116666", "4444111155556666", "5555666644441111", "6666444455551111", "2222555566663333", "4444555566669999",
        "4444666655559999", "4444999966665555", "4444666699995555", "4444777799991111", "9860010099998881", "9860010088889992", "8600202020202023",
        "4444444410030007", "4444444410370007", "4444444400010001", "4444444400020000",
    ];

    /// <summary>Real in form, but none of the test cards: refused, and not kept either.</summary>
    private const string UnknownCard = "4111111111111111";

    private static readonly string[] Written =
        [.. Cards.Append(UnknownCard).SelectMany(card => (string[])[card, Parted(card, ' '), Parted(card, '-')])];

    [Theory]
    [InlineData("Trace")]
    [InlineData("Information")]
    public async Task AfterARunWithAllCards_NoneIsFound(string level)
    {
        await using var gateway = await GatewayProcess.StartAsync(("Logging:LogLevel:Default", level), ("Logging:LogLevel:Microsoft.AspNetCore", level), ("Tetri:Callbacks:RetrySeconds", "1,1"));
        await using var receiver = await CallbackReceiver.StartAsync();
        var shop = new Shop(gateway);
        foreach (var card in Cards)
        {
            await new Payer(gateway, (await shop.CreateAsync(receiver.At("/shop"))).Token).PayAsync(card, Cvv);
            var leaver = new Payer(gateway, (await shop.CreateAsync(receiver.At("/shop"))).Token);
            await leaver.PayAsync(Parted(card, ' '), Cvv, failsTheCheck: true);
            await leaver.TypeCardAsync(Parted(card, '-'), Cvv);
            var lost = await shop.CreateAsync(receiver.At("/shop"), """{"failure": "lost_after_charge"}""");
            await new Payer(gateway, lost.Token).TypeCardAsync(card, Cvv);
            await StoreAndChargeAsync(gateway, shop, receiver, card);
            Assert.Contains("p2p credit", await shop.PayOutAsync(Shop.NewOrderId(), card), StringComparison.Ordinal);
        }
        Assert.NotEqual(0, Count(gateway, "rectokens WHERE approved = 1 AND payment_id > 0"));
        Assert.Contains("receiver_card_number", await shop.PayOutAsync(Shop.NewOrderId(), UnknownCard), StringComparison.Ordinal);
        await MistypeAsync(gateway, shop);

        AssertNoneFound(gateway);
        await gateway.KillAsync();

        // A new master key: all stored cards are opened and sealed anew.
        await gateway.RunAsync("keys", "rotate");
        await gateway.StartAgainAsync();
        await Eventually.BecomesAsync(() => Task.FromResult(Count(gateway, "rectokens WHERE key_id <> 2")), left => left == 0, "all stored cards are sealed anew");
        AssertNoneFound(gateway);
    }

    [Fact]
    public async Task WhenThePayerStaysAtTheIssuer_HisCardIsForgottenAfterItsMinutes()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var payer = new Payer(gateway, (await new Shop(gateway).CreateAsync()).Token);
        Assert.Equal("challenge", Payer.State(await payer.TypeCardAsync(Payer.OldFormCard)));
        Assert.Equal(1, KeptCards(gateway));

        using var advance = new StringContent("""{"advance_seconds": 901}""", Encoding.UTF8, "application/json");
        (await gateway.Http.PostAsync("/test/clock", advance)).EnsureSuccessStatusCode();

        await Eventually.BecomesAsync(() => Task.FromResult(KeptCards(gateway)), kept => kept == 0, "the card is forgotten");
        Assert.Equal("open", await payer.StateAsync());
    }

    /// <summary>Has the card stored by a payment on the page and by a direct one, and charges it again where it was.</summary>
    private static async Task StoreAndChargeAsync(GatewayProcess gateway, Shop shop, CallbackReceiver receiver, string card)
    {
        var storing = await shop.CreateAsync(receiver.At("/shop"), null, ("required_rectoken", "Y"));
        await new Payer(gateway, storing.Token).PayAsync(card, Cvv);
        await shop.PostAsync("/api/3dsecure_step1", Shop.Order(
            Shop.NewOrderId(), receiver.At("/shop"), null, ("required_rectoken", "Y"), ("card_number", card), ("expiry_date", "1230"), ("cvv2", Cvv)));
        if ((await shop.FindAsync(storing.Id))["rectoken"] is { Length: > 0 } rectoken)
            await shop.PostAsync("/api/recurring", Shop.Order(Shop.NewOrderId(), receiver.At("/shop"), null, ("rectoken", rectoken)));
        await shop.PostAsync("/api/recurring", Shop.Order(Shop.NewOrderId(), null, null, ("rectoken", card)));
    }

    private static long KeptCards(GatewayProcess gateway) => Count(gateway, "card_sessions WHERE cvv IS NOT NULL");

    private static long Count(GatewayProcess gateway, string rows)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "data", "tetri.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {rows}";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Cards in every place but their own.</summary>
    private static async Task MistypeAsync(GatewayProcess gateway, Shop shop)
    {
        var order = await shop.CreateAsync();
        var payer = new Payer(gateway, order.Token);
        foreach (var card in (string[])[Cards[0], Parted(Cards[2], ' '), UnknownCard])
        {
            await payer.TypeCardAsync(card, Cvv + "x");
            await payer.TypeCardAsync(Cvv, card);
            await SendAsync("/checkout/pay", new { token = order.Token, cardNumber = UnknownCard, expiryDate = card, cvv2 = Cvv });
            await SendAsync("/checkout/pay", new { token = card, cardNumber = card, expiryDate = "12/30", cvv2 = Cvv });
            await SendAsync("/checkout/pay", new { token = order.Token, cardNumber = (object)new[] { card }, cvv2 = Cvv });
            await SendAsync("/checkout/abandon", new { token = order.Token, transaction = card });
            await SendTextAsync("/checkout/pay", $$"""{"token":"{{order.Token}}","cardNumber":"{{card}}","cvv2":"{{Cvv}}",""", "application/json");
            await SendTextAsync("/checkout/pay", $"cardNumber={card}&cvv2={Cvv}", "application/x-www-form-urlencoded");
            await SendTextAsync("/checkout/3ds?token=" + order.Token, $"PaRes={card}&MD={card}", "application/x-www-form-urlencoded");
            await SendTextAsync("/api/checkout/url", $$"""{"request":{"merchant_id":1549901,"card_number":"{{card}}","cvv2":"{{Cvv}}","amount":"{{card}}","order_id":"a"} }""", "application/json");
            await SendTextAsync("/api/checkout/url", $$"""{"request":{"merchant_id":"{{card}}"} }""", "application/json");
            await SendTextAsync("/api/checkout/url", $$"""{"request":{"merchant_id":1549901,"{{card}}":1,"{{card}}":2} }""", "application/json");
            await SendTextAsync("/api/checkout/url", $"card={card}", $"text/{card.Replace(" ", "", StringComparison.Ordinal)}");
            await SendTextAsync("/api/checkout/redirect", $"merchant_id=1549901&order_id={card}&amount=1&currency=GEL&order_desc={card}&signature={card}", "application/x-www-form-urlencoded");
            await shop.FindAsync(card);
            await shop.PostAsync("/api/checkout/url", Shop.Order(Shop.NewOrderId(), more: [("card_number", card), ("cvv2", Cvv), ("currency", card)]));
            await shop.PostAsync("/api/checkout/url", Shop.Order(Shop.NewOrderId(), more: [("card_number", card), ("cvv2", Cvv)]));
            await gateway.Http.GetAsync($"/checkout/view?token={card}&cvv2={Cvv}");
            await gateway.Http.GetAsync($"/api/{card}?card={card}");
            await gateway.Http.GetAsync($"/test/acquirer/charges?order_id={card}");
        }

        async Task SendAsync<T>(string path, T body) => (await gateway.Http.PostAsJsonAsync(path, body)).Dispose();

        async Task SendTextAsync(string path, string body, string type)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            (await gateway.Http.PostAsync(path, content)).Dispose();
        }
    }

    private static void AssertNoneFound(GatewayProcess gateway)
    {
        var places = Directory.GetFiles(gateway.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileName(file), Content: Read(file)))
            .Append((Name: "log", Content: Encoding.UTF8.GetBytes(gateway.Output)))
            .ToList();
        Assert.Contains(places, place => place.Name == "tetri.db");
        Assert.Contains(places, place => place.Name == "simulator.db");
        var found = places.SelectMany(place => SecretSearch.Find(place.Name, place.Content, Written)
            .Concat(SecretSearch.FindCvv(place.Name, place.Content, Cvv, Cards))).Take(20).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    private static string Parted(string card, char by) => string.Join(by, card.Chunk(4).Select(part => new string(part)));
}
