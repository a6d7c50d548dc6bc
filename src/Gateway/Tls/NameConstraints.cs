using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tetri.Tls;

/// <summary>The name constraints extension (RFC 5280, 4.2.1.10), which the base library cannot write.</summary>
internal static class NameConstraints
{
    public const string Oid = "2.5.29.30";

    private static readonly Asn1Tag PermittedSubtrees = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag AddressRange = new(TagClass.ContextSpecific, 7);

    public static X509Extension Permitting(IEnumerable<string> names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(PermittedSubtrees))
        {
            foreach (var name in names)
            {
                using var subtree = writer.PushSequence();
                if (IPAddress.TryParse(name, out var address)) writer.WriteOctetString(SingleAddress(address), AddressRange);
                else writer.WriteCharacterString(UniversalTagNumber.IA5String, name, DnsName);
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    /// <summary>An address followed by its mask; all ones, so that it permits exactly itself.</summary>
    private static byte[] SingleAddress(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var range = new byte[bytes.Length * 2];
        bytes.CopyTo(range, 0);
        range.AsSpan(bytes.Length).Fill(0xff);
        return range;
    }
}
