package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Asks for lines: `struct gpio_v2_line_request`. Lines of one request share a queue of events, and
/// one row of numbers gives their order.
///
/// ```
///  0          256         288       560        564          568       588   592
///  +----------+-----------+---------+----------+------------+---------+-----+
///  | offsets  | consumer  | config  | num_lines| event_buf  | padding | fd  |
///  | 64 x u32 | char[32]  | 272     | u32      | u32        | 20      | s32 |
///  +----------+-----------+---------+----------+------------+---------+-----+
/// ```
///
/// @param offsets of the lines on their chip, 1 to 64, no two alike
/// @param consumer who asks; others read it in [LineInfo]
/// @param config of all of them
/// @param eventBuffer edges that the kernel keeps for a slow reader; 0 lets it choose
public record LineRequest(
        List<Integer> offsets, String consumer, LineConfig config, int eventBuffer) {

    public static final int LENGTH_BYTES = 592;

    /// Lines one request can have (GPIO_V2_LINES_MAX).
    public static final int LINES_MAX = 64;

    /// Edges the kernel keeps at most (16 a line).
    public static final int EVENTS_MAX = 1_024;

    private static final int OFFSETS_AT = 0;
    private static final int CONSUMER_AT = 256;
    private static final int CONFIG_AT = 288;
    private static final int COUNT_AT = 560;
    private static final int BUFFER_AT = 564;
    private static final int FD_AT = 588;

    public LineRequest {
        offsets = List.copyOf(offsets);
        StructText.require("consumer", consumer);
        if (offsets.isEmpty() || offsets.size() > LINES_MAX) {
            throw new IllegalArgumentException(
                    "lines of a request: expected 1.." + LINES_MAX + ", found " + offsets.size());
        }
        if (new HashSet<>(offsets).size() != offsets.size()
                || offsets.stream().anyMatch(offset -> offset < 0)) {
            throw new IllegalArgumentException("lines of a request: expected each line once");
        }
        if (eventBuffer < 0 || eventBuffer > EVENTS_MAX) {
            throw new IllegalArgumentException("event buffer: expected 0.." + EVENTS_MAX);
        }
    }

    /// Exactly one structure, as somebody asked for it.
    public static Decoded<LineRequest> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "line request: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer request = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = request.getInt(COUNT_AT);
        int buffer = request.getInt(BUFFER_AT);
        if (count < 1 || count > LINES_MAX || buffer < 0 || buffer > EVENTS_MAX) {
            return Decoded.rejected(
                    RejectReason.LIMIT_EXCEEDED, "line request: too many lines or events");
        }
        List<Integer> offsets = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            offsets.add(request.getInt(OFFSETS_AT + index * Integer.BYTES));
        }
        if (new HashSet<>(offsets).size() != count || offsets.stream().anyMatch(one -> one < 0)) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line request: a line twice");
        }
        byte[] config = Arrays.copyOfRange(bytes, CONFIG_AT, CONFIG_AT + LineConfig.LENGTH_BYTES);
        return switch (LineConfig.decode(config)) {
            case Decoded.Message<LineConfig>(LineConfig set) ->
                    whole(
                            bytes,
                            new LineRequest(
                                    offsets, StructText.get(request, CONSUMER_AT), set, buffer));
            case Decoded.Rejected<LineConfig>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Decoded<LineRequest> whole(byte[] bytes, LineRequest decoded) {
        byte[] again = decoded.encode();
        again = answered(again, fd(bytes));
        return Arrays.equals(again, bytes)
                ? Decoded.message(decoded)
                : Decoded.rejected(RejectReason.LEFTOVER, "line request: padding is not zero");
    }

    /// The 592 octets for the kernel.
    public byte[] encode() {
        ByteBuffer request = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < offsets.size(); index++) {
            request.putInt(OFFSETS_AT + index * Integer.BYTES, offsets.get(index));
        }
        StructText.put(request, CONSUMER_AT, consumer);
        request.put(CONFIG_AT, config.encode());
        request.putInt(COUNT_AT, offsets.size());
        request.putInt(BUFFER_AT, eventBuffer);
        return request.array();
    }

    /// The file descriptor that the kernel wrote into a request.
    public static int fd(byte[] request) {
        return ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(FD_AT);
    }

    /// A copy of a request with the kernel's answer in it.
    public static byte[] answered(byte[] request, int fd) {
        byte[] answer = request.clone();
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(FD_AT, fd);
        return answer;
    }
}
