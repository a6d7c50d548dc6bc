using Tetri.Protocol;

namespace Tetri.Tests.Protocol;

public class MemberSetTests
{
    [Fact]
    public void ReleasedSet_IsEmpty_AndGivesNothingToTheNext()
    {
        var released = Given.Members(("amount", "1000"), ("order_id", "Order1"));
        released.Release();
        var next = Given.Members(("order_desc", "Two books"));

        Assert.Equal(0, released.Count);
        Assert.Null(released.Text("order_id"));
        Assert.Equal(1, next.Count);
        Assert.Null(next.Text("order_id"));
        Assert.Equal("Two books", next.Text("order_desc"));
    }

    [Fact]
    public void SetReleasedTwice_GivesItsMemoryAwayOnce()
    {
        var released = Given.Members(("amount", "1000"));
        released.Release();
        released.Release();
        var (one, other) = (Given.Members(("order_id", "One")), Given.Members(("order_id", "Other")));

        Assert.Equal(("One", "Other"), (one.Text("order_id"), other.Text("order_id")));
    }

    [Fact]
    public void GrownSet_KeepsItsMembersAndTheirOrder()
    {
        var names = Enumerable.Range(0, MemberSet.Limit).Select(i => $"m{MemberSet.Limit - i:D3}").ToArray();
        var grown = Given.Members(names.Select(name => (name, name)));

        Assert.Equal(names, grown.AsReceived.ToArray().Select(member => member.Name));
        Assert.All(names, name => Assert.Equal(name, grown.Text(name)));
    }
}
