package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A GET of SNMP version 1 or 2c, or the answer to it (RFC 1157, RFC 3416), in BER with definite
/// lengths. Nothing else of the protocol is spoken.
///
/// @param version 0 for version 1, 1 for version 2c
/// @param community of the configuration: a password in the clear, never shown
/// @param answer whether it is one
/// @param requestId by which an answer is known
/// @param errorStatus 0 for none
/// @param bindings objects and their values
public record SnmpMessage(
        int version,
        Octets community,
        boolean answer,
        int requestId,
        int errorStatus,
        List<Binding> bindings) {
    /// Octets of one message.
    public static final int MAX_OCTETS = 1_500;

    /// Objects of one message.
    public static final int MAX_BINDINGS = 16;

    /// `sysDescr.0` (RFC 3418).
    public static final String DESCRIPTION = "1.3.6.1.2.1.1.1.0";

    /// `sysObjectID.0` (RFC 3418).
    public static final String OBJECT_ID = "1.3.6.1.2.1.1.2.0";

    private static final String ENTERPRISES = "1.3.6.1.4.1.";
    private static final int VERSION_2C = 1;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OBJECT = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int GET = 0xA0;
    private static final int RESPONSE = 0xA2;

    /// An object and its value.
    public record Binding(String object, Value value) {}

    /// A value.
    public sealed interface Value {}

    /// None: what a question carries.
    public record Nothing() implements Value {}

    /// Octets, most often a text.
    public record Text(Octets octets) implements Value {
        /// Fit to be shown.
        public String shown() {
            return ShownText.of(octets.toArray());
        }
    }

    /// The name of an object.
    public record ObjectId(String dotted) implements Value {
        /// The enterprise that the object is of (IANA private enterprise numbers); 0 for none.
        public long enterprise() {
            if (!dotted.startsWith(ENTERPRISES)) {
                return 0;
            }
            String rest = dotted.substring(ENTERPRISES.length());
            int dot = rest.indexOf('.');
            String number = dot < 0 ? rest : rest.substring(0, dot);
            return number.length() > 10 ? 0 : Long.parseLong(number);
        }
    }

    /// A whole number of 32 bits.
    public record Whole(int value) implements Value {}

    /// A value of another type.
    public record Other(int tag, Octets octets) implements Value {}

    public SnmpMessage {
        bindings = List.copyOf(bindings);
        if (version != 0 && version != VERSION_2C) {
            throw new IllegalArgumentException("SNMP version: expected 0 or 1");
        }
    }

    /// A question of version 2c for the two objects that tell the maker.
    public static SnmpMessage get(Octets community, int requestId) {
        return get(VERSION_2C, community, requestId, List.of(DESCRIPTION, OBJECT_ID));
    }

    /// A question.
    public static SnmpMessage get(
            int version, Octets community, int requestId, List<String> objects) {
        return new SnmpMessage(
                version,
                community,
                false,
                requestId,
                0,
                objects.stream().map(object -> new Binding(object, new Nothing())).toList());
    }

    /// Reads one datagram.
    public static Decoded<SnmpMessage> decode(byte[] octets) {
        if (octets.length > MAX_OCTETS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "message: expected at most " + MAX_OCTETS + " octets");
        }
        try {
            return Decoded.message(message(new Ber(Octets.of(octets))));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    private static SnmpMessage message(Ber all) throws Refusal {
        Ber message = all.inside(SEQUENCE, "message");
        all.end("message");
        int version = message.integer("version");
        if (version != 0 && version != VERSION_2C) {
            throw new Refusal(RejectReason.UNSUPPORTED, "version: expected 1 or 2c");
        }
        Octets community = message.take(OCTET_STRING, "community");
        int kind = message.tag();
        if (kind != GET && kind != RESPONSE) {
            throw new Refusal(RejectReason.UNSUPPORTED, "PDU: expected a GET or a response");
        }
        Ber pdu = message.inside(kind, "PDU");
        message.end("message");
        int requestId = pdu.integer("request id");
        int errorStatus = pdu.integer("error status");
        var _ = pdu.integer("error index");
        Ber list = pdu.inside(SEQUENCE, "bindings");
        pdu.end("PDU");
        List<Binding> bindings = new ArrayList<>();
        while (list.hasMore()) {
            if (bindings.size() == MAX_BINDINGS) {
                throw new Refusal(RejectReason.LIMIT_EXCEEDED, "bindings: at most " + MAX_BINDINGS);
            }
            Ber binding = list.inside(SEQUENCE, "binding");
            String object = Ber.dotted(binding.take(OBJECT, "object"));
            bindings.add(new Binding(object, value(binding)));
            binding.end("binding");
        }
        return new SnmpMessage(
                version, community, kind == RESPONSE, requestId, errorStatus, bindings);
    }

    private static Value value(Ber from) throws Refusal {
        int tag = from.tag();
        return switch (tag) {
            case INTEGER -> new Whole(from.integer("value"));
            case OBJECT -> new ObjectId(Ber.dotted(from.take(OBJECT, "value")));
            case OCTET_STRING -> new Text(from.take(OCTET_STRING, "value"));
            case NULL -> {
                if (!from.take(NULL, "value").isEmpty()) {
                    throw new Refusal(RejectReason.BAD_VALUE, "null: expected length 0");
                }
                yield new Nothing();
            }
            default -> new Other(tag, from.take(tag, "value"));
        };
    }

    /// As it goes on the wire.
    public byte[] encode() {
        Octets list = Octets.NONE;
        for (Binding binding : bindings) {
            Octets value =
                    switch (binding.value) {
                        case Nothing _ -> Ber.field(NULL, Octets.NONE);
                        case Text(Octets octets) -> Ber.field(OCTET_STRING, octets);
                        case ObjectId(String dotted) -> Ber.field(OBJECT, Ber.object(dotted));
                        case Whole(int number) -> whole(number);
                        case Other(int tag, Octets octets) -> Ber.field(tag, octets);
                    };
            list =
                    list.plus(
                            Ber.field(
                                    SEQUENCE,
                                    Ber.field(OBJECT, Ber.object(binding.object)).plus(value)));
        }
        Octets pdu =
                whole(requestId)
                        .plus(whole(errorStatus))
                        .plus(whole(0))
                        .plus(Ber.field(SEQUENCE, list));
        return Ber.field(
                        SEQUENCE,
                        whole(version)
                                .plus(Ber.field(OCTET_STRING, community))
                                .plus(Ber.field(answer ? RESPONSE : GET, pdu)))
                .toArray();
    }

    private static Octets whole(int value) {
        return Ber.field(INTEGER, Octets.of(BigInteger.valueOf(value).toByteArray()));
    }

    /// What a text value says; empty when there is none.
    public String text(String object) {
        return bindings.stream()
                .filter(binding -> binding.object.equals(object))
                .map(binding -> binding.value instanceof Text text ? text.shown() : "")
                .findFirst()
                .orElse("");
    }

    /// The enterprise of `sysObjectID`; 0 for none.
    public long enterprise() {
        return bindings.stream()
                .filter(binding -> binding.object.equals(OBJECT_ID))
                .mapToLong(binding ->
                        binding.value instanceof ObjectId object ? object.enterprise() : 0)
                .findFirst()
                .orElse(0);
    }

    /// A community as octets.
    public static Octets community(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
