package dev.gatehouse.protocols.n42;

import dev.gatehouse.protocols.BoundedXml;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlLimits;
import dev.gatehouse.protocols.XmlVisitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// Reads one document, element by element, and keeps what [N42Document] has. Elements of other
/// namespaces, and what is in them, are stepped over. References may point forward: they are
/// resolved at the end. One instance reads one document.
///
/// Nothing is fetched and nothing expands, see [BoundedXml]; a document type is a refusal. So are
/// another edition ([RejectReason#UNSUPPORTED]) and more of anything than the limits of [N42Names].
public final class N42Reader implements XmlVisitor {
    private static final XmlLimits LIMITS =
            new XmlLimits(
                    N42Names.MAX_BYTES,
                    N42Names.MAX_DEPTH,
                    N42Names.MAX_ELEMENTS,
                    N42Names.MAX_ATTRIBUTES,
                    N42Names.MAX_NAME_CHARS,
                    N42Names.MAX_TEXT_CHARS,
                    false);

    /// Of another namespace.
    private static final String FOREIGN = "";

    private final Deque<String> path = new ArrayDeque<>();
    private final Deque<Map<String, String>> attributes = new ArrayDeque<>();
    private final N42Builder builder = new N42Builder();
    private Optional<Decoded<N42Document>> refusal = Optional.empty();
    private int foreign;

    private N42Reader() {}

    /// Reads the octets of a document.
    public static Decoded<N42Document> read(byte[] octets) {
        N42Reader reader = new N42Reader();
        return switch (BoundedXml.walk(octets, LIMITS, reader)) {
            case Decoded.Rejected<Boolean>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<Boolean> _ ->
                    reader.refusal.orElseGet(() -> Decoded.message(reader.builder.document()));
        };
    }

    private boolean refuse(RejectReason reason, String detail) {
        refusal = Optional.of(Decoded.rejected(reason, detail));
        return false;
    }

    @Override
    public boolean start(String namespace, String name, Map<String, String> given) {
        boolean ours = namespace.equals(N42Names.NAMESPACE);
        if (path.isEmpty() && !(ours && name.equals(N42Names.ROOT))) {
            return refuse(
                    RejectReason.UNSUPPORTED, "expected the 2011 edition, found another root");
        }
        for (Map.Entry<String, String> attribute : given.entrySet()) {
            int length = attribute.getValue().length();
            if (length > N42Names.MAX_ATTRIBUTE_CHARS
                    || (attribute.getKey().equals("id") && length > N42Names.MAX_ID_CHARS)) {
                return refuse(
                        RejectReason.LIMIT_EXCEEDED,
                        "attribute: expected at most 4096 characters, of an id 256");
            }
        }
        foreign += ours && foreign == 0 ? 0 : 1;
        path.push(foreign == 0 ? name : FOREIGN);
        attributes.push(given);
        if (foreign == 0 && !builder.begin(name, given)) {
            return refuse(RejectReason.LIMIT_EXCEEDED, "expected fewer parts of one kind");
        }
        return true;
    }

    @Override
    public boolean end(String text) {
        String name = path.pop();
        Map<String, String> given = attributes.pop();
        if (foreign > 0) {
            foreign--;
            return true;
        }
        builder.end(name, path.isEmpty() ? "" : path.peek(), given, text);
        return true;
    }
}
