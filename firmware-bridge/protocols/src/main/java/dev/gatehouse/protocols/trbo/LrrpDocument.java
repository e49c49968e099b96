package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One location message, UDP 4001: an MBXML document of elements (sheet, section 4).
///
/// ```
///  +----+---------+-----------------------+-------------------+ - -
///  | id | length  | table (even ids only) | token value ...   |
///  +----+---------+-----------------------+-------------------+ - -
/// ```
///
/// The length of an unknown token's value is unknown too: reading stops there, what was read
/// counts, and the rest is kept. Nothing is ever found by scanning.
///
/// @param kind which message
/// @param table the constant table of an even id
/// @param elements in order
/// @param unread from the first unknown or damaged element on; empty when all was understood
public record LrrpDocument(
        Kind kind, Optional<Octets> table, List<LrrpElement> elements, Octets unread) {

    /// Longest document.
    public static final int MAX_BYTES = 1_024;

    /// Most elements.
    public static final int MAX_ELEMENTS = 64;

    /// Token and numbers of the longest element.
    private static final int ELEMENT_BYTES = 48;

    /// Which message; odd ids have no constant table, the even one below has (but 14, which is a
    /// message of its own).
    public enum Kind {
        IMMEDIATE_REQUEST(0x05, true),
        IMMEDIATE_REPORT(0x07, false),
        TRIGGERED_START(0x09, true),
        TRIGGERED_START_ANSWER(0x0B, false),
        TRIGGERED_REPORT(0x0D, false),
        TRIGGERED_STOP(0x0F, true),
        TRIGGERED_STOP_ANSWER(0x11, false),
        UNSOLICITED_REPORT(0x13, false),
        VERSION_REQUEST(0x14, true),
        VERSION_REPORT(0x15, false);

        private final int id;
        private final boolean request;

        Kind(int id, boolean request) {
            this.id = id;
            this.request = request;
        }

        /// Sent by the server.
        public boolean request() {
            return request;
        }

        private boolean mayHaveTable() {
            return id < VERSION_REQUEST.id;
        }

        private static Optional<Kind> of(int id) {
            for (Kind kind : values()) {
                if (kind.id == id || (kind.mayHaveTable() && kind.id == id + 1)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public LrrpDocument {
        elements = List.copyOf(elements);
        if (elements.size() > MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    "LRRP: expected at most 64 elements, found " + elements.size());
        }
        if (carried(table, elements, unread) > MAX_BYTES) {
            throw new IllegalArgumentException("LRRP: expected at most 1024 octets");
        }
        if (table.isPresent() && !kind.mayHaveTable()) {
            throw new IllegalArgumentException("LRRP: no table in " + kind);
        }
    }

    private static int carried(Optional<Octets> table, List<LrrpElement> elements, Octets unread) {
        int carried = unread.length() + table.map(Octets::length).orElse(0);
        for (LrrpElement element : elements) {
            carried += element.carriedOctets();
        }
        return carried;
    }

    /// A document of ours.
    public static LrrpDocument of(Kind kind, LrrpElement... elements) {
        return new LrrpDocument(kind, Optional.empty(), List.of(elements), Octets.NONE);
    }

    /// Report where you are, once, with accuracy, time and speed.
    ///
    /// @param requestId 1 to 16 octets of ours
    public static LrrpDocument locate(Octets requestId) {
        return of(
                Kind.IMMEDIATE_REQUEST,
                new LrrpElement.RequestId(requestId),
                new LrrpElement.Mark(LrrpElement.Mark.WANT_ACCURACY_AND_TIME),
                new LrrpElement.Mark(LrrpElement.Mark.WANT_SPEED));
    }

    /// Report where you are again and again.
    public static LrrpDocument start(Octets requestId, long intervalSeconds) {
        return of(
                Kind.TRIGGERED_START,
                new LrrpElement.RequestId(requestId),
                new LrrpElement.Mark(LrrpElement.Mark.PERIODIC),
                new LrrpElement.Interval(intervalSeconds));
    }

    /// Report no more.
    public static LrrpDocument stop(Octets requestId) {
        return of(Kind.TRIGGERED_STOP, new LrrpElement.RequestId(requestId));
    }

    /// The first element of a type.
    public <T extends LrrpElement> Optional<T> first(Class<T> type) {
        return elements.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /// Octets that name the request; empty when none does.
    public Octets requestId() {
        for (LrrpElement element : elements) {
            if (element instanceof LrrpElement.RequestId(Octets id)) {
                return id;
            }
            if (element instanceof LrrpElement.ShortRequestId(int id)) {
                return Octets.of(new byte[] {(byte) id});
            }
        }
        return Octets.NONE;
    }

    /// One datagram; octets behind the announced length are left alone.
    public static Decoded<LrrpDocument> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        OptionalLong id = Mbxml.uintvar(in);
        OptionalLong length = Mbxml.uintvar(in);
        if (id.isEmpty() || length.isEmpty()) {
            return Decoded.rejected(RejectReason.TOO_SHORT, "LRRP: expected an id and a length");
        }
        Optional<Kind> kind = Kind.of((int) Math.min(id.getAsLong(), Integer.MAX_VALUE));
        if (kind.isEmpty()) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "LRRP: no document is called " + id.getAsLong());
        }
        if (length.getAsLong() > MAX_BYTES || length.getAsLong() > in.remaining()) {
            boolean tooLong = length.getAsLong() > MAX_BYTES;
            return Decoded.rejected(
                    tooLong ? RejectReason.TOO_LONG : RejectReason.TOO_SHORT,
                    "LRRP: announced " + length.getAsLong() + " octets, found " + in.remaining());
        }
        in.limit(in.position() + (int) length.getAsLong());
        Optional<Octets> table = Optional.empty();
        if (kind.get().id != id.getAsLong()) {
            table = Mbxml.sized(in);
            if (table.isEmpty()) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT, "LRRP table: expected its length and octets");
            }
        }
        List<LrrpElement> elements = new ArrayList<>();
        while (in.hasRemaining() && elements.size() < MAX_ELEMENTS) {
            int from = in.position();
            Optional<LrrpElement> element =
                    LrrpToken.read(Byte.toUnsignedInt(in.get()), kind.get().request(), in);
            if (element.isEmpty()) {
                in.position(from);
                break;
            }
            elements.add(element.get());
        }
        return Decoded.message(
                new LrrpDocument(kind.get(), table, elements, Octets.get(in, in.remaining())));
    }

    /// The datagram.
    public byte[] encode() {
        int most = carried(table, elements, unread) + ELEMENT_BYTES * (elements.size() + 1);
        ByteBuffer content = ByteBuffer.allocate(most);
        table.ifPresent(octets -> Mbxml.putSized(content, octets));
        for (LrrpElement element : elements) {
            element.put(content.put((byte) element.token()));
        }
        unread.put(content);
        int length = content.position();
        ByteBuffer out = ByteBuffer.allocate(2 * Mbxml.MAX_OCTETS + length);
        Mbxml.putUintvar(out, table.isPresent() ? kind.id - 1 : kind.id);
        Mbxml.putUintvar(out, length);
        out.put(content.flip());
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }
}
