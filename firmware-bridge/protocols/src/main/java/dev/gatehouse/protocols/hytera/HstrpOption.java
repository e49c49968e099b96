package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One option of an HSTRP message (sheet, section 2).
///
/// ```
///  0                1        2
///  +----+-----------+--------+-----------+
///  |more| command 7 | length | value ... |
///  +----+-----------+--------+-----------+
/// ```
public sealed interface HstrpOption {

    /// Options of one message; real ones carry two.
    int MAX_OPTIONS = 16;

    /// Head of an option.
    int HEAD_BYTES = 2;

    /// Set in every option but the last.
    int MORE_BIT = 0x80;

    int MAX_VALUE_BYTES = 0xFF;

    /// The message is real-time traffic.
    record RealTime() implements HstrpOption {
        static final int COMMAND = 1;

        @Override
        public int command() {
            return COMMAND;
        }

        @Override
        public Octets value() {
            return Octets.NONE;
        }
    }

    /// Which repeater speaks or is spoken to.
    ///
    /// @param id unsigned 32-bit
    record DeviceId(long id) implements HstrpOption {
        static final int COMMAND = 3;
        private static final long MAX_ID = 0xFFFF_FFFFL;

        public DeviceId {
            if (id < 0 || id > MAX_ID) {
                throw new IllegalArgumentException("device id: expected 32 bits");
            }
        }

        @Override
        public int command() {
            return COMMAND;
        }

        @Override
        public Octets value() {
            return Octets.of(ByteBuffer.allocate(Integer.BYTES).putInt((int) id).array());
        }
    }

    /// One octet about the channel.
    ///
    /// @param field what the octet is
    /// @param number 0 to 255; of a slot 1 or 2, of a channel type 0 voice or 1 data
    record Channel(Field field, int number) implements HstrpOption {

        public Channel {
            if (number < 0 || number > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException(field + ": expected 0..255, found " + number);
            }
        }

        /// Which octet.
        public enum Field {
            SLOT(4),
            XPT_SITE(5),
            XPT_INDEX(6),
            XPT_CHANNEL_TYPE(7);

            private final int command;

            Field(int command) {
                this.command = command;
            }
        }

        @Override
        public int command() {
            return field.command;
        }

        @Override
        public Octets value() {
            return Octets.of(new byte[] {(byte) number});
        }
    }

    /// A command the sheet does not know, or one whose value has another length.
    ///
    /// @param command 0 to 127
    /// @param value at most 255 octets
    record Other(int command, Octets value) implements HstrpOption {
        private static final int MAX_COMMAND = 0x7F;

        public Other {
            if (command < 0 || command > MAX_COMMAND) {
                throw new IllegalArgumentException("option: expected a command of 7 bits");
            }
            if (value.length() > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException("option: expected at most 255 octets");
            }
        }
    }

    /// Seven bits.
    int command();

    Octets value();

    /// What repeaters send with nearly everything.
    static List<HstrpOption> of(long deviceId, int slot) {
        return List.of(new DeviceId(deviceId), new Channel(Channel.Field.SLOT, slot));
    }

    private static HstrpOption typed(int command, Octets value) {
        if (command == RealTime.COMMAND && value.isEmpty()) {
            return new RealTime();
        }
        if (command == DeviceId.COMMAND && value.length() == Integer.BYTES) {
            long id = Integer.toUnsignedLong(ByteBuffer.wrap(value.toArray()).getInt());
            return new DeviceId(id);
        }
        for (Channel.Field field : Channel.Field.values()) {
            if (field.command == command && value.length() == 1) {
                return new Channel(field, value.at(0));
            }
        }
        return new Other(command, value);
    }

    /// Reads options until one says that it is the last.
    static Decoded<List<HstrpOption>> decodeAll(ByteBuffer in) {
        List<HstrpOption> found = new ArrayList<>();
        boolean more = true;
        while (more) {
            if (found.size() == MAX_OPTIONS) {
                return Decoded.rejected(
                        RejectReason.LIMIT_EXCEEDED,
                        "HSTRP options: expected at most " + MAX_OPTIONS);
            }
            if (in.remaining() < HEAD_BYTES) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT,
                        "HSTRP option " + found.size() + ": expected its head, found the end");
            }
            int first = Byte.toUnsignedInt(in.get());
            int length = Byte.toUnsignedInt(in.get());
            if (in.remaining() < length) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT,
                        "HSTRP option "
                                + found.size()
                                + ": expected "
                                + length
                                + " octets, found "
                                + in.remaining());
            }
            found.add(typed(first & ~MORE_BIT, Octets.get(in, length)));
            more = (first & MORE_BIT) != 0;
        }
        return Decoded.message(List.copyOf(found));
    }

    static int lengthOf(List<HstrpOption> options) {
        int length = 0;
        for (HstrpOption option : options) {
            length += HEAD_BYTES + option.value().length();
        }
        return length;
    }

    static void encodeAll(List<HstrpOption> options, ByteBuffer out) {
        for (int i = 0; i < options.size(); i++) {
            HstrpOption option = options.get(i);
            int more = i + 1 < options.size() ? MORE_BIT : 0;
            out.put((byte) (more | option.command())).put((byte) option.value().length());
            option.value().put(out);
        }
    }
}
