using System.Text;
using Tetri.Protocol;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

public class HotPathTests
{
    private const int AllocationLimit = 2048;

    [Fact]
    public void CreateOrder_IsReadCheckedAndVerifiedWithinItsAllocationBudget()
    {
        var body = Encoding.UTF8.GetBytes(Given.SeedCreateOrder);
        for (var i = 0; i < 100; i++)
            Run(body);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Run(body);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, AllocationLimit);
    }

    private static void Run(byte[] body)
    {
        var request = Envelope.Decode(body, "application/json").Request!;
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl, Given.Shop, sandbox: true));
        Assert.Null(OrderTermsReader.Read(request, Given.Shop, out _));
    }
}
