using System.Text.Json;
using Tetri.Merchants;

namespace Tetri.Tests.Merchants;

public sealed class MerchantSettingsTests
{
    [Fact]
    public void RowOfAnEarlierRelease_KeepsTheDefaultsOfWhatItDoesNotKnow()
    {
        var read = JsonSerializer.Deserialize("""{"return_method":"GET"}""", MerchantJson.Default.MerchantSettings);

        Assert.Equal(new MerchantSettings { ReturnMethod = "GET" }, read);
    }
}
