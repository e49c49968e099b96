package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a reader puts a zone on its serial line (clause 1).
///
/// ```
/// [STX | prefix] line [separator line [separator line]] [end] [XOR]
/// ```
///
/// @param start in front of the first line
/// @param prefix of [Start#PREFIX], 1 to [#MAX_PREFIX_BYTES] octets; none otherwise
/// @param separator between lines
/// @param end behind the last line
/// @param checked an octet of all octets after STX up to and including ETX, exclusive-or, follows;
///   only with [Start#STX] and [End#ETX]
public record SwipeFraming(
        Start start, Octets prefix, Separator separator, End end, boolean checked) {

    /// Longest prefix.
    public static final int MAX_PREFIX_BYTES = 8;

    /// Longest frame.
    public static final int MAX_BYTES = 512;

    static final byte STX = 0x02;
    static final byte ETX = 0x03;
    static final byte EOT = 0x04;
    static final byte ACK = 0x06;
    static final byte LF = 0x0A;
    static final byte CR = 0x0D;
    static final byte NAK = 0x15;

    /// What a frame begins with.
    public enum Start {
        NONE,
        STX,
        PREFIX
    }

    /// What stands between lines.
    public enum Separator {
        CR,
        LF,
        CR_LF,
        NONE
    }

    /// What a frame ends with.
    public enum End {
        /// The separator's own octet behind the last line.
        CR,
        CR_CR,
        ETX,
        EOT,
        CR_LF,
        /// Silence of 150 ms.
        IDLE,
        /// ETX, or silence of 150 ms where none comes.
        ETX_OR_IDLE
    }

    public SwipeFraming {
        if ((start == Start.PREFIX) == prefix.isEmpty() || prefix.length() > MAX_PREFIX_BYTES) {
            throw new IllegalArgumentException(
                    "prefix: expected 1..8 octets, and only with PREFIX");
        }
        if (checked && (start != Start.STX || end != End.ETX)) {
            throw new IllegalArgumentException("check octet: expected STX and ETX around it");
        }
    }

    /// The usual one.
    public static SwipeFraming usual() {
        return new SwipeFraming(Start.NONE, Octets.NONE, Separator.CR, End.ETX_OR_IDLE, false);
    }

    /// Whether silence ends a frame.
    public boolean endsWithSilence() {
        return end == End.IDLE || end == End.ETX_OR_IDLE;
    }

    /// A frame of these lines.
    public byte[] encode(List<String> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_BYTES);
        switch (start) {
            case NONE -> {}
            case STX -> out.write(STX);
            case PREFIX -> out.writeBytes(prefix.toArray());
        }
        for (int line = 0; line < lines.size(); line++) {
            if (line > 0) {
                out.writeBytes(separatorOctets());
            }
            out.writeBytes(lines.get(line).getBytes(StandardCharsets.ISO_8859_1));
        }
        switch (end) {
            case CR -> out.write(CR);
            case CR_CR -> out.writeBytes(new byte[] {CR, CR});
            case CR_LF -> out.writeBytes(new byte[] {CR, LF});
            case ETX -> {
                // readers put a line end behind the last line as well
                out.writeBytes(separatorOctets());
                out.write(ETX);
            }
            case EOT -> {
                out.writeBytes(separatorOctets());
                out.write(EOT);
            }
            case IDLE, ETX_OR_IDLE -> out.writeBytes(separatorOctets());
        }
        byte[] frame = out.toByteArray();
        if (checked) {
            byte sum = 0;
            for (int at = 1; at < frame.length; at++) {
                sum ^= frame[at];
            }
            out.write(sum);
        }
        return out.toByteArray();
    }

    private byte[] separatorOctets() {
        return switch (separator) {
            case CR -> new byte[] {CR};
            case LF -> new byte[] {LF};
            case CR_LF -> new byte[] {CR, LF};
            case NONE -> new byte[0];
        };
    }
}
