package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.BoundedXml;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import dev.gatehouse.protocols.XmlLimits;
import java.util.Optional;

/// Envelopes of SOAP 1.1 and 1.2, read by local names: devices use whatever prefix they like.
final class SoapText {
    /// 64 KiB of XML (covered equipment sheet, 5.3); a datagram is shorter.
    static final XmlLimits LIMITS = new XmlLimits(64 << 10, 16, 512, 32, 128, 8_192, true);

    private SoapText() {}

    record Envelope(Optional<XmlElement> header, XmlElement body) {}

    static Envelope read(byte[] octets) throws Refusal {
        return switch (BoundedXml.read(octets, LIMITS)) {
            case Decoded.Rejected<XmlElement>(var reason, var detail) ->
                    throw new Refusal(reason, detail);
            case Decoded.Message<XmlElement>(var root) -> envelope(root);
        };
    }

    private static Envelope envelope(XmlElement root) throws Refusal {
        Optional<XmlElement> body = root.child("Body");
        if (!root.name().equals("Envelope") || body.isEmpty()) {
            throw new Refusal(RejectReason.MISSING_FIELD, "document: expected a SOAP envelope");
        }
        return new Envelope(root.child("Header"), body.get());
    }

    /// The first child of the body of a name.
    static XmlElement content(Envelope envelope, String name) throws Refusal {
        Optional<XmlElement> content = envelope.body.child(name);
        if (content.isPresent()) {
            return content.get();
        }
        boolean fault = envelope.body.child("Fault").isPresent();
        throw new Refusal(
                fault ? RejectReason.UNSUPPORTED : RejectReason.MISSING_FIELD,
                fault ? "body: a SOAP fault" : "body: expected " + name);
    }

    /// Text as it stands in an element or attribute.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
