package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The messages of Modbus TCP that reading holding registers needs (clause 5; MODBUS Application
/// Protocol 1.1b3, section 6.3, and MODBUS Messaging on TCP/IP 1.0b, section 3.1.3). Numbers are
/// big endian.
///
/// ```
/// 0002 0000 0006 01 03 0040 0015
/// |    |    |    |  |  |    +-- registers            answer: 2a, then the registers
/// |    |    |    |  |  +------- first address        exception: its code
/// |    |    |    |  +---------- function; + 80 in an exception
/// |    |    |    +------------- unit
/// |    |    +------------------ octets behind this field
/// |    +----------------------- protocol, always 0
/// +---------------------------- transaction
/// ```
public sealed interface ModbusMessage {
    /// Octets of the head, unit included.
    int HEAD_BYTES = 7;

    /// Most octets of a message.
    int MAX_BYTES = 260;

    /// Most registers of one answer.
    int MAX_REGISTERS = 125;

    /// Read holding registers.
    int READ_HOLDING_REGISTERS = 3;

    /// Added to the function in an exception.
    int EXCEPTION = 0x80;

    int LENGTH_AT = 4;
    int UNIT_AT = 6;
    int MAX_U16 = 0xFFFF;

    int transaction();

    int unit();

    /// Asks for registers.
    ///
    /// @param transaction given back in the answer
    /// @param unit behind the address
    /// @param address of the first register
    /// @param count of registers, 1 to [#MAX_REGISTERS]
    record Request(int transaction, int unit, int address, int count) implements ModbusMessage {
        public Request {
            check(transaction, unit);
            if (address < 0 || address > MAX_U16 || count < 1 || count > MAX_REGISTERS) {
                throw new IllegalArgumentException("request: expected 1..125 of 65536 registers");
            }
        }
    }

    /// Registers, as asked for.
    ///
    /// @param registers 1 to [#MAX_REGISTERS] unsigned numbers of 16 bits
    record Answer(int transaction, int unit, List<Integer> registers) implements ModbusMessage {
        public Answer {
            check(transaction, unit);
            registers = List.copyOf(registers);
            if (registers.isEmpty() || registers.size() > MAX_REGISTERS) {
                throw new IllegalArgumentException("answer: expected 1..125 registers");
            }
            if (registers.stream().anyMatch(value -> value < 0 || value > MAX_U16)) {
                throw new IllegalArgumentException("answer: expected registers of 16 bits");
            }
        }
    }

    /// The device could not do it.
    ///
    /// @param function that was asked for
    /// @param code 1 function, 2 address, 3 count, 4 device, and others
    record Refusal(int transaction, int unit, int function, int code) implements ModbusMessage {
        /// No such register.
        public static final int ILLEGAL_ADDRESS = 2;

        public Refusal {
            check(transaction, unit);
            if (function < 0 || function >= EXCEPTION || code < 0 || code > 0xFF) {
                throw new IllegalArgumentException("refusal: expected a function and a code");
            }
        }
    }

    private static void check(int transaction, int unit) {
        if (transaction < 0 || transaction > MAX_U16 || unit < 0 || unit > 0xFF) {
            throw new IllegalArgumentException("modbus: expected a transaction and a unit");
        }
    }

    /// What a device hears.
    static Decoded<ModbusMessage> decodeRequest(byte[] octets) {
        Decoded<ByteBuffer> head = head(octets);
        if (head instanceof Decoded.Rejected<ByteBuffer>(RejectReason reason, String detail)) {
            return Decoded.rejected(reason, detail);
        }
        ByteBuffer in = ((Decoded.Message<ByteBuffer>) head).value();
        int function = in.get(HEAD_BYTES) & 0xFF;
        if (function != READ_HOLDING_REGISTERS) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "expected function 3, found " + function);
        }
        if (octets.length != HEAD_BYTES + 5) {
            return Decoded.rejected(
                    octets.length < HEAD_BYTES + 5 ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                    "expected 12 octets of a request, found " + octets.length);
        }
        int count = in.getShort(HEAD_BYTES + 3) & MAX_U16;
        if (count < 1 || count > MAX_REGISTERS) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "expected 1..125 registers, found " + count);
        }
        return Decoded.message(
                new Request(
                        in.getShort(0) & MAX_U16,
                        in.get(UNIT_AT) & 0xFF,
                        in.getShort(HEAD_BYTES + 1) & MAX_U16,
                        count));
    }

    /// What a device says.
    static Decoded<ModbusMessage> decodeAnswer(byte[] octets) {
        Decoded<ByteBuffer> head = head(octets);
        if (head instanceof Decoded.Rejected<ByteBuffer>(RejectReason reason, String detail)) {
            return Decoded.rejected(reason, detail);
        }
        ByteBuffer in = ((Decoded.Message<ByteBuffer>) head).value();
        int transaction = in.getShort(0) & MAX_U16;
        int unit = in.get(UNIT_AT) & 0xFF;
        int function = in.get(HEAD_BYTES) & 0xFF;
        if (octets.length < HEAD_BYTES + 2) {
            return Decoded.rejected(RejectReason.TOO_SHORT, "expected more behind the function");
        }
        int next = in.get(HEAD_BYTES + 1) & 0xFF;
        if (function >= EXCEPTION) {
            return octets.length == HEAD_BYTES + 2
                    ? Decoded.message(new Refusal(transaction, unit, function - EXCEPTION, next))
                    : Decoded.rejected(
                            RejectReason.LEFTOVER,
                            "expected 9 octets of an exception, found " + octets.length);
        }
        if (function != READ_HOLDING_REGISTERS) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "expected function 3, found " + function);
        }
        if (next == 0 || next % 2 != 0 || octets.length != HEAD_BYTES + 2 + next) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "expected "
                            + (octets.length - HEAD_BYTES - 2)
                            + " octets of registers, found "
                            + next);
        }
        List<Integer> registers = new ArrayList<>(next / 2);
        for (int at = HEAD_BYTES + 2; at < octets.length; at += 2) {
            registers.add(in.getShort(at) & MAX_U16);
        }
        return Decoded.message(new Answer(transaction, unit, registers));
    }

    private static Decoded<ByteBuffer> head(byte[] octets) {
        if (octets.length < HEAD_BYTES + 1) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "expected at least 8 octets, found " + octets.length);
        }
        if (octets.length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "expected at most " + MAX_BYTES + " octets, found " + octets.length);
        }
        ByteBuffer in = ByteBuffer.wrap(octets);
        int protocol = in.getShort(2) & MAX_U16;
        if (protocol != 0) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "expected protocol 0, found " + protocol);
        }
        int length = in.getShort(LENGTH_AT) & MAX_U16;
        return length == octets.length - UNIT_AT
                ? Decoded.message(in)
                : Decoded.rejected(
                        RejectReason.BAD_VALUE,
                        "expected length " + (octets.length - UNIT_AT) + ", found " + length);
    }

    /// The whole message.
    default byte[] encode() {
        int body =
                switch (this) {
                    case Request _ -> 5;
                    case Answer answer -> 2 + 2 * answer.registers().size();
                    case Refusal _ -> 2;
                };
        ByteBuffer out =
                ByteBuffer.allocate(HEAD_BYTES + body)
                        .putShort((short) transaction())
                        .putShort((short) 0)
                        .putShort((short) (body + 1))
                        .put((byte) unit());
        switch (this) {
            case Request request ->
                    out.put((byte) READ_HOLDING_REGISTERS)
                            .putShort((short) request.address())
                            .putShort((short) request.count());
            case Answer answer -> {
                out.put((byte) READ_HOLDING_REGISTERS).put((byte) (2 * answer.registers().size()));
                answer.registers().forEach(value -> out.putShort(value.shortValue()));
            }
            case Refusal refusal ->
                    out.put((byte) (refusal.function() + EXCEPTION)).put((byte) refusal.code());
        }
        return out.array();
    }
}
