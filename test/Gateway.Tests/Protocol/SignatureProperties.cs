using System.Text;
using CsCheck;
using Tetri.Protocol;

namespace Tetri.Tests.Protocol;

public class SignatureProperties
{
    // Any text that the wire can carry but the separator, which is refused before a signature is looked at.
    private static readonly Gen<string> Value =
        Gen.Char.Array[1, 20].Select(chars => new string([.. chars.Where(c => c is not ('|' or '\0') && !char.IsSurrogate(c))])).Where(value => value.Length > 0);

    private static readonly Gen<string> Name = Gen.Char['a', 'z'].Array[1, 12].Select(chars => new string(chars)).Where(name => name != Signature.MemberName);

    private static readonly Gen<(string Key, (string Name, string Value)[] Members)> Message =
        Gen.Select(Value, Gen.Dictionary(Name, Value)[1, 30], (key, members) => (key, members.Select(member => (member.Key, member.Value)).ToArray()));

    [Fact]
    public void SignedMessage_VerifiesInWhateverOrderAndFormatItArrives() => Message.Sample(message =>
    {
        var signature = Signature.Compute(message.Key, Given.Members(message.Members));
        Assert.True(Signature.Fits(signature, message.Key, Given.Members(message.Members.Reverse())));

        var answer = new ResponseMembers();
        foreach (var (name, value) in message.Members)
            answer.Add(name, value);
        var signed = answer.Signed(message.Key, explain: false);
        var json = Envelope.Decode(ResponseEncoder.Json(signed, "request").Span, "application/json").Request!;
        var form = Envelope.Decode(Encoding.UTF8.GetBytes(FormText.Of(signed.Set)), ContentType.Form).Request!;
        Assert.True(Signature.Fits(json.Signature!, message.Key, json.Members));
        Assert.True(Signature.Fits(form.Signature!, message.Key, form.Members));
        Assert.Equal(json.Hash, form.Hash);
    }, iter: 2000);

    [Fact]
    public void AnyChangeOfOneValue_NoLongerFits() => Gen.Select(Message, Gen.Int[0, 29], Gen.Int[0, 3], Value).Sample((message, which, kind, value) =>
    {
        var signature = Signature.Compute(message.Key, Given.Members(message.Members));
        var changed = message.Members.ToList();
        var index = which % changed.Count;
        var (name, old) = changed[index];
        switch (kind)
        {
            case 0:
                changed[index] = (name, old + value);
                break;
            case 1:
                changed.RemoveAt(index);
                break;
            case 2:
                changed.Add((name + "0", value));
                break;
            default:
                changed[index] = (name, old[..^1] + (char)(old[^1] ^ 1));
                break;
        }
        Assert.False(Signature.Fits(signature, message.Key, Given.Members(changed)));
    }, iter: 2000);
}
