package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// A repeater registers with its master, or asks where to send (sheet, section 10). An answer is
/// the request with a few octets changed, so that what nobody understands goes back as it came.
///
/// ```
///  0        3  4       5          12   13   14   15   16         20   21       24
///  +--------+--+-------+----------+----+----+----+----+----------+----+--------+ - - - -
///  | 503250 |  |counter|          |      result       |          |step|        | 01, or FF01 port
///  +--------+--+-------+----------+----+----+----+----+----------+----+--------+ - - - -
/// ```
///
/// @param octets 24 of a request, 25 of an acceptance, 28 of a redirection
public record P2pCommand(Octets octets) implements Ipsc {

    /// Octets of a request.
    public static final int REQUEST_BYTES = 24;

    private static final int ACCEPTED_BYTES = 25;
    private static final int REDIRECT_BYTES = 28;
    private static final int[] MARK = {0x50, 0x32, 0x50};
    private static final int FORM_AT = 3;
    private static final int COUNTER_AT = 4;
    private static final int RESULT_AT = 12;
    private static final int STEP_AT = 20;
    private static final int PORT_AT = 26;

    private static final byte REGISTERED = 0x50;
    private static final byte REDIRECT_COUNTER = 0x0B;
    private static final byte[] REGISTERED_RESULT = {0x00, 0x01, 0x01, 0x5A};
    private static final byte[] ACCEPTED_RESULT = {0x00, 0x01};
    private static final byte[] REDIRECT_RESULT = {(byte) 0xFF, (byte) 0xFF, 0x01, 0x00};
    private static final int MAX_PORT = 0xFFFF;

    /// What a repeater asks for.
    public enum Step {
        REGISTER(0x10),
        START_BURSTS(0x11),
        START_RDAC(0x12);

        private final int code;

        Step(int code) {
            this.code = code;
        }

        private static Optional<Step> of(int code) {
            for (Step step : values()) {
                if (step.code == code) {
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        }
    }

    public P2pCommand {
        if (fault(octets).isPresent()) {
            throw new IllegalArgumentException(
                    "P2P command: expected 24, 25 or 28 octets with a known step");
        }
    }

    static boolean begins(Octets octets) {
        return Ipsc.has(octets, 0, MARK);
    }

    private static Optional<Decoded<Ipsc>> fault(Octets octets) {
        int length = octets.length();
        if (length != REQUEST_BYTES && length != ACCEPTED_BYTES && length != REDIRECT_BYTES) {
            return Optional.of(
                    Decoded.rejected(
                            length < REQUEST_BYTES ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                            "P2P command: expected 24, 25 or 28 octets, found " + length));
        }
        if (!begins(octets) || Step.of(octets.at(STEP_AT)).isEmpty()) {
            return Optional.of(
                    Decoded.rejected(
                            RejectReason.UNSUPPORTED,
                            "P2P command: expected 503250 and step 10, 11 or 12"));
        }
        return Optional.empty();
    }

    static Decoded<Ipsc> decode(Octets octets) {
        return fault(octets).orElseGet(() -> Decoded.message(new P2pCommand(octets)));
    }

    /// As a repeater asks.
    public static P2pCommand request(Step step) {
        byte[] bytes = new byte[REQUEST_BYTES];
        for (int i = 0; i < MARK.length; i++) {
            bytes[i] = (byte) MARK[i];
        }
        bytes[FORM_AT] = 0x32;
        bytes[STEP_AT] = (byte) step.code;
        return new P2pCommand(Octets.of(bytes));
    }

    public Step step() {
        return Step.of(octets.at(STEP_AT)).orElseThrow();
    }

    public boolean isRequest() {
        return octets.length() == REQUEST_BYTES;
    }

    /// Where a redirection leads.
    public OptionalInt port() {
        return octets.length() == REDIRECT_BYTES
                ? OptionalInt.of(octets.at(PORT_AT) | octets.at(PORT_AT + 1) << 8)
                : OptionalInt.empty();
    }

    /// The answer that takes this request.
    public P2pCommand accepted() {
        byte[] bytes = Arrays.copyOf(octets.toArray(), ACCEPTED_BYTES);
        bytes[COUNTER_AT]++;
        if (step() == Step.REGISTER) {
            bytes[FORM_AT] = REGISTERED;
            put(bytes, REGISTERED_RESULT);
        } else {
            put(bytes, ACCEPTED_RESULT);
        }
        bytes[REQUEST_BYTES] = 1;
        return new P2pCommand(Octets.of(bytes));
    }

    /// The second answer to a request to start: send to this port of ours.
    public P2pCommand redirected(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: expected 16 bits, found " + port);
        }
        byte[] bytes = Arrays.copyOf(octets.toArray(), REDIRECT_BYTES);
        bytes[COUNTER_AT] = REDIRECT_COUNTER;
        put(bytes, REDIRECT_RESULT);
        bytes[REQUEST_BYTES] = (byte) 0xFF;
        bytes[REQUEST_BYTES + 1] = 1;
        bytes[PORT_AT] = (byte) port;
        bytes[PORT_AT + 1] = (byte) (port >> 8);
        return new P2pCommand(Octets.of(bytes));
    }

    private static void put(byte[] bytes, byte[] result) {
        System.arraycopy(result, 0, bytes, RESULT_AT, result.length);
    }

    @Override
    public byte[] encode() {
        return octets.toArray();
    }
}
