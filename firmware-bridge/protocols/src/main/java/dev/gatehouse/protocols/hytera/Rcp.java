package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u16;
import static dev.gatehouse.protocols.hytera.Layout.u32;
import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Radio control protocol: calls and status (sheet, section 8). Little-endian throughout.
///
/// Messages whose layout no source proves (emergency alarm 0851, radio check 0833, B843 and others)
/// stay [HdapOther]. Remote monitor and disabling a radio (0834, 0849, 084A) have no type on
/// purpose: nothing here sends them.
public sealed interface Rcp extends HdapMessage {

    int SERVICE = 0x02;

    @Override
    default int service() {
        return SERVICE;
    }

    private static byte[] bytes(int length, Consumer<ByteBuffer> fields) {
        return Layout.bytes(length, ByteOrder.LITTLE_ENDIAN, fields);
    }

    /// Us to a radio: call somebody.
    ///
    /// @param callType code of an [RcpCallType], an octet
    /// @param target radio or group, unsigned 32-bit
    record CallRequest(int callType, long target) implements Rcp {
        static final int OPCODE = 0x0841;
        static final int LENGTH = 1 + Integer.BYTES;

        public CallRequest {
            Layout.requireU8("call type", callType);
            Layout.requireU32("target", target);
        }

        static CallRequest get(ByteBuffer in) {
            return new CallRequest(u8(in), u32(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(LENGTH, out -> out.put((byte) callType).putInt((int) target));
        }

        /// A radio's id may stand on a lookout list: never printed by accident.
        @Override
        public String toString() {
            return "Rcp.CallRequest[callType=" + callType + ", target withheld]";
        }
    }

    /// Answer that says nothing but how it went.
    ///
    /// @param result 0 ok
    record Reply(Reply.Kind kind, int result) implements Rcp {

        /// To which request.
        public enum Kind {
            CALL(0x8841),
            BROADCAST_STATUS(0x80C9),
            BROADCAST_MESSAGES(0x8847),
            SUBSCRIBE_STATUS(0x80C7),
            TALKER_ALIAS(0x8852);

            private final int opcode;

            Kind(int opcode) {
                this.opcode = opcode;
            }
        }

        static final int LENGTH = 1;

        public Reply {
            Layout.requireU8("result", result);
        }

        @Override
        public int opcode() {
            return kind.opcode;
        }

        @Override
        public byte[] payload() {
            return new byte[] {(byte) result};
        }
    }

    /// Who are you?
    ///
    /// @param what [#ID] or [#ADDRESS]
    record IdQuery(int what) implements Rcp {
        /// The radio's id.
        public static final int ID = 0;

        /// Its IP address.
        public static final int ADDRESS = 1;

        static final int OPCODE = 0x0452;
        static final int LENGTH = 1;

        public IdQuery {
            Layout.requireU8("query", what);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return new byte[] {(byte) what};
        }
    }

    /// What the radio is called.
    ///
    /// @param value four octets: an id little-endian, an IP address in network order
    record IdReply(int result, int what, Octets value) implements Rcp {
        static final int OPCODE = 0x8452;
        static final int VALUE_BYTES = 4;
        static final int LENGTH = 2 + VALUE_BYTES;
        private static final int ID_BITS = 0xFF_FFFF;

        public IdReply {
            Layout.requireU8("result", result);
            Layout.requireU8("query", what);
            if (value.length() != VALUE_BYTES) {
                throw new IllegalArgumentException("id reply: expected 4 octets of value");
            }
        }

        static IdReply get(ByteBuffer in) {
            return new IdReply(u8(in), u8(in), Octets.get(in, VALUE_BYTES));
        }

        /// The radio's id; of an address its low 24 bits.
        public Optional<Integer> id() {
            ByteBuffer octets = ByteBuffer.wrap(value.toArray());
            return switch (what) {
                case IdQuery.ID ->
                        Optional.of(octets.order(ByteOrder.LITTLE_ENDIAN).getInt() & ID_BITS);
                case IdQuery.ADDRESS -> Optional.of(octets.getInt() & ID_BITS);
                default -> Optional.empty();
            };
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    out -> {
                        out.put((byte) result).put((byte) what);
                        value.put(out);
                    });
        }
    }

    /// Which reports a repeater shall send: of calls (10C9), of single values (10C7).
    record Subscription(Subscription.Kind kind, List<Item> items) implements Rcp {

        /// Which list.
        public enum Kind {
            BROADCAST_STATUS(0x10C9),
            STATUS_CHANGE(0x10C7);

            private final int opcode;

            Kind(int opcode) {
                this.opcode = opcode;
            }
        }

        /// One entry.
        ///
        /// @param target kind of status, an octet
        /// @param on 1 wanted
        public record Item(int target, int on) {
            static final int LENGTH = 2;

            public Item {
                Layout.requireU8("target", target);
                Layout.requireU8("on", on);
            }
        }

        static final int MAX_ITEMS = 0xFF;

        public Subscription {
            items = List.copyOf(items);
            if (items.size() > MAX_ITEMS) {
                throw new IllegalArgumentException("subscription: expected at most 255 items");
            }
        }

        static Decoded<HdapMessage> decode(Subscription.Kind kind, byte[] payload) {
            int count = payload.length == 0 ? 0 : Byte.toUnsignedInt(payload[0]);
            if (payload.length != 1 + Item.LENGTH * count) {
                return Decoded.rejected(
                        payload.length < 1 + Item.LENGTH * count
                                ? RejectReason.TOO_SHORT
                                : RejectReason.LEFTOVER,
                        "RCP subscription: expected "
                                + count
                                + " pairs, found "
                                + payload.length
                                + " octets");
            }
            List<Item> items = new ArrayList<>();
            for (int at = 1; at < payload.length; at += Item.LENGTH) {
                items.add(
                        new Item(
                                Byte.toUnsignedInt(payload[at]),
                                Byte.toUnsignedInt(payload[at + 1])));
            }
            return Decoded.message(new Subscription(kind, items));
        }

        @Override
        public int opcode() {
            return kind.opcode;
        }

        @Override
        public byte[] payload() {
            return bytes(
                    1 + Item.LENGTH * items.size(),
                    out -> {
                        out.put((byte) items.size());
                        items.forEach(item -> out.put((byte) item.target).put((byte) item.on));
                    });
        }
    }

    /// Which messages a repeater shall hand on.
    ///
    /// @param bits [#TEXT], [#SHORT_DATA], [#CSBK]
    /// @param reserved seven octets, zero
    record BroadcastMessages(int bits, Octets reserved) implements Rcp {
        /// Text messages.
        public static final int TEXT = 1;

        /// Short data.
        public static final int SHORT_DATA = 2;

        /// Control blocks.
        public static final int CSBK = 4;

        static final int OPCODE = 0x1847;
        static final int RESERVED_BYTES = 7;
        static final int LENGTH = 1 + RESERVED_BYTES;

        public BroadcastMessages {
            Layout.requireU8("bits", bits);
            if (reserved.length() != RESERVED_BYTES) {
                throw new IllegalArgumentException("RCP broadcast: expected 7 reserved octets");
            }
        }

        public static BroadcastMessages of(int bits) {
            return new BroadcastMessages(bits, Octets.of(new byte[RESERVED_BYTES]));
        }

        static BroadcastMessages get(ByteBuffer in) {
            return new BroadcastMessages(u8(in), Octets.get(in, RESERVED_BYTES));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    out -> {
                        out.put((byte) bits);
                        reserved.put(out);
                    });
        }
    }

    /// What a repeater's channel is doing, and for whom.
    ///
    /// @param mode 16 bits
    /// @param status 0 local repeating, 1 local hang time, 2 IP repeating, 3 IP hang time, 4
    ///   channel hang time, 5 sleep, 6 to F remote and local PTT
    /// @param activity 0 none, 1 voice, 2 TMP, 3 LP, 4 RRS, 5 TP, 6 supplementary, 7 end to end, 1F
    ///   telephone
    /// @param callType code of an [RcpCallType]
    /// @param target radio or group, unsigned 32-bit
    /// @param sender radio, unsigned 32-bit
    record RepeaterStatus(
            int mode, int status, int activity, int callType, long target, long sender)
            implements Rcp {
        /// Repeating what a radio sends.
        public static final int LOCAL_REPEATING = 0;

        /// The radio has let go.
        public static final int LOCAL_HANG_TIME = 1;

        /// Repeating what another repeater sends.
        public static final int IP_REPEATING = 2;

        /// Likewise let go.
        public static final int IP_HANG_TIME = 3;

        /// The channel is kept for an answer.
        public static final int CHANNEL_HANG_TIME = 4;

        /// Nothing happens.
        public static final int SLEEP = 5;

        /// Somebody speaks.
        public static final int VOICE = 1;

        static final int OPCODE = 0xB845;
        static final int LENGTH = 4 * Short.BYTES + 2 * Integer.BYTES;

        public RepeaterStatus {
            Layout.requireU16("mode", mode);
            Layout.requireU16("status", status);
            Layout.requireU16("activity", activity);
            Layout.requireU16("call type", callType);
            Layout.requireU32("target", target);
            Layout.requireU32("sender", sender);
        }

        static RepeaterStatus get(ByteBuffer in) {
            return new RepeaterStatus(u16(in), u16(in), u16(in), u16(in), u32(in), u32(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    out ->
                            out.putShort((short) mode)
                                    .putShort((short) status)
                                    .putShort((short) activity)
                                    .putShort((short) callType)
                                    .putInt((int) target)
                                    .putInt((int) sender));
        }

        /// A radio's id may stand on a lookout list: never printed by accident.
        @Override
        public String toString() {
            return "Rcp.RepeaterStatus[status="
                    + status
                    + ", activity="
                    + activity
                    + ", callType="
                    + callType
                    + ", ids withheld]";
        }
    }

    /// One value of a radio or repeater has changed.
    ///
    /// @param target which value: [#EMERGENCY], [#RSSI], [#MAN_DOWN], [#LONE_WORKER] or another
    /// @param value 16 bits
    record StatusReport(int target, int value) implements Rcp {
        /// An emergency is on.
        public static final int EMERGENCY = 0x09;

        /// Strength, 0 to 4.
        public static final int RSSI = 0x0B;

        /// The radio lies.
        public static final int MAN_DOWN = 0x0E;

        /// A person working alone has not answered.
        public static final int LONE_WORKER = 0x17;

        static final int OPCODE = 0xB0C8;
        static final int LENGTH = 1 + Short.BYTES;

        public StatusReport {
            Layout.requireU8("target", target);
            Layout.requireU16("value", value);
        }

        static StatusReport get(ByteBuffer in) {
            return new StatusReport(u8(in), u16(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(LENGTH, out -> out.put((byte) target).putShort((short) value));
        }
    }

    /// Reads the payload of one opcode.
    static Decoded<HdapMessage> decode(int opcode, byte[] payload) {
        for (Reply.Kind kind : Reply.Kind.values()) {
            if (kind.opcode == opcode) {
                return fixed("RCP reply", Reply.LENGTH, payload, in -> new Reply(kind, u8(in)));
            }
        }
        for (Subscription.Kind kind : Subscription.Kind.values()) {
            if (kind.opcode == opcode) {
                return Subscription.decode(kind, payload);
            }
        }
        return switch (opcode) {
            case CallRequest.OPCODE ->
                    fixed("RCP call", CallRequest.LENGTH, payload, CallRequest::get);
            case IdQuery.OPCODE ->
                    fixed("RCP id query", IdQuery.LENGTH, payload, in -> new IdQuery(u8(in)));
            case IdReply.OPCODE -> fixed("RCP id reply", IdReply.LENGTH, payload, IdReply::get);
            case BroadcastMessages.OPCODE ->
                    fixed(
                            "RCP broadcast",
                            BroadcastMessages.LENGTH,
                            payload,
                            BroadcastMessages::get);
            case RepeaterStatus.OPCODE ->
                    fixed(
                            "RCP repeater status",
                            RepeaterStatus.LENGTH,
                            payload,
                            RepeaterStatus::get);
            case StatusReport.OPCODE ->
                    fixed("RCP status report", StatusReport.LENGTH, payload, StatusReport::get);
            default -> Layout.other(SERVICE, opcode, payload);
        };
    }

    private static Decoded<HdapMessage> fixed(
            String what, int length, byte[] payload, Function<ByteBuffer, HdapMessage> fields) {
        return Layout.exactly(what, length, payload, ByteOrder.LITTLE_ENDIAN, fields);
    }
}
