package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A technician's view of one side of an LLRP connection: messages one after the other, every
/// parameter inside by its name. It shows EPCs. Total: whatever the octets are, there is a view of
/// them.
public final class LlrpView {

    /// Parts of one view; what is behind them is counted.
    static final int MAX_PARTS = 20_000;

    private static final Pattern FIELD =
            Pattern.compile("(?<name>[^:]+):(?<kind>[0-9]s?|[tbape*]) ?");
    private static final int TV_BIT = 0x80;
    private static final int TLV_HEADER = 4;
    private static final int OCTET = 8;

    private final byte[] all;
    private int parts;

    private LlrpView(byte[] all) {
        this.all = all;
    }

    public static Dissection of(byte[] octets) {
        return new LlrpView(octets).stream();
    }

    private Dissection stream() {
        int length = messageLength(0);
        if (length == all.length) {
            return message(0, length);
        }
        Dissection.Builder view = Dissection.of("LLRP stream", all);
        int at = 0;
        while (at < all.length && parts < MAX_PARTS) {
            length = messageLength(at);
            if (length < 0) {
                view.verdict(
                        "LLRP header",
                        Verdict.BAD,
                        "at " + at + " is none, or the message is not complete");
                view.octets("unread", at, all.length - at, (all.length - at) + " octets");
                return view.build();
            }
            view.part(message(at, at + length));
            at += length;
        }
        return at < all.length || all.length == 0
                ? view.verdict("messages", Verdict.SKIPPED, (all.length - at) + " octets not shown")
                        .build()
                : view.build();
    }

    /// Negative when there is no whole message.
    private int messageLength(int at) {
        if (all.length - at < LlrpFrame.HEADER_BYTES) {
            return -1;
        }
        byte[] header = Arrays.copyOfRange(all, at, at + LlrpFrame.HEADER_BYTES);
        return LlrpFrame.length(header) instanceof Decoded.Message<Integer>(Integer length)
                        && length <= all.length - at
                ? length
                : -1;
    }

    private Dissection message(int from, int to) {
        parts++;
        byte[] octets = Arrays.copyOfRange(all, from, to);
        LlrpFrame frame = LlrpFrame.of(octets);
        Dissection.Builder view =
                Dissection.of(MessageType.name(frame.type()), octets)
                        .octets("version and type", 0, 2, frame.version() + ", " + frame.type())
                        .octets("length", LlrpFrame.LENGTH_AT, Integer.BYTES, "" + octets.length)
                        .octets(
                                "message id",
                                LlrpFrame.ID_AT,
                                Integer.BYTES,
                                "" + frame.messageId());
        content(view, bodyLayout(frame.type()), from + LlrpFrame.HEADER_BYTES, to, 0);
        DecodeNotes notes = new DecodeNotes();
        view.outcome("message", LlrpMessage.decode(frame, notes));
        if (notes.droppedTags() > 0) {
            view.verdict("tags", Verdict.BAD, notes.droppedTags() + " cannot be read");
        }
        return view.build();
    }

    private static String bodyLayout(int type) {
        Optional<MessageType> known = MessageType.of(type);
        if (known.isEmpty()) {
            return "content:*";
        }
        return switch (MessageShape.of(known.get())) {
            case BARE, STATUS -> "";
            case SPEC_ORDER -> "spec id:4";
            case UNREAD -> "content:*";
            case OWN ->
                    switch (type) {
                        case 1 -> "requested:1";
                        case 2 -> "antenna:2 requested:1 GPI port:2 GPO port:2";
                        case 3 -> "flags:1";
                        case 47 -> "version:1";
                        case 56 -> "current version:1 supported version:1";
                        case 1023 -> "vendor:4 subtype:1 data:*";
                        default -> "";
                    };
        };
    }

    /// Fields of a layout, and then parameters.
    private void content(Dissection.Builder view, String layout, int from, int to, int nesting) {
        int at = from;
        Matcher field = FIELD.matcher(layout);
        while (field.find()) {
            String kind = field.group("kind");
            int length = length(kind, at, to);
            if (length < 0) {
                view.verdict(field.group("name"), Verdict.BAD, "cut off");
                return;
            }
            view.hex(field.group("name"), hex(at, at + length), value(kind, at, length));
            at += length;
        }
        parameters(view, at, to, nesting);
    }

    /// Octets of a field, its count included; negative when it is cut off.
    private int length(String kind, int at, int to) {
        int left = to - at;
        int length;
        if (Character.isDigit(kind.charAt(0))) {
            length = kind.charAt(0) - '0';
        } else if (kind.equals("*")) {
            length = left;
        } else if (left < 2) {
            return -1;
        } else {
            int count = (int) number(at, 2);
            length =
                    2
                            + switch (kind) {
                                case "a" -> 2 * count;
                                case "e" -> (count + OCTET - 1) / OCTET;
                                default -> count;
                            };
        }
        return length <= left ? length : -1;
    }

    private long number(int at, int length) {
        long value = 0;
        for (int read = 0; read < length; read++) {
            value = value << OCTET | Byte.toUnsignedLong(all[at + read]);
        }
        return value;
    }

    private String value(String kind, int at, int length) {
        return switch (kind) {
            case "t" -> new String(all, at + 2, length - 2, StandardCharsets.UTF_8);
            case "e" -> number(at, 2) + " bits " + hex(at + 2, at + length);
            case "b", "p" -> hex(at + 2, at + length);
            case "a" -> {
                StringBuilder antennas = new StringBuilder();
                for (int one = at + 2; one < at + length; one += 2) {
                    antennas.append(antennas.isEmpty() ? "" : ", ").append(number(one, 2));
                }
                yield antennas.toString();
            }
            case "*" -> "";
            case "2s" -> "" + (short) number(at, 2);
            case "8" -> Long.toUnsignedString(number(at, OCTET));
            default -> "" + number(at, length);
        };
    }

    private String hex(int from, int to) {
        return HexFormat.of().withUpperCase().formatHex(all, from, to);
    }

    private void parameters(Dissection.Builder view, int from, int to, int nesting) {
        int at = from;
        while (at < to) {
            if (nesting >= LlrpReader.MAX_NESTING || ++parts > MAX_PARTS) {
                view.verdict("parameters", Verdict.SKIPPED, "too many, or too deep");
                return;
            }
            int end = (all[at] & TV_BIT) != 0 ? tv(view, at, to) : tlv(view, at, to, nesting);
            if (end < 0) {
                return;
            }
            at = end;
        }
    }

    /// Where the next one begins; negative when that cannot be known.
    private int tv(Dissection.Builder view, int at, int to) {
        int type = all[at] & ~TV_BIT & 0xFF;
        Optional<Tv> known = Tv.of(type);
        if (known.isEmpty()) {
            view.hex("unread", hex(at, to), "")
                    .verdict("parameter", Verdict.UNVERIFIED, "unknown short type " + type);
            return -1;
        }
        int end = at + 1 + known.get().valueBytes();
        if (end > to) {
            view.hex("unread", hex(at, to), "")
                    .verdict("parameter", Verdict.BAD, known.get() + " is cut off");
            return -1;
        }
        view.hex(known.get().name(), hex(at + 1, end), value(known.get(), at + 1));
        return end;
    }

    private String value(Tv type, int at) {
        if (!type.isNumber()) {
            return hex(at, at + type.valueBytes());
        }
        long value = type.wrap(number(at, type.valueBytes()));
        return switch (type) {
            case FIRST_SEEN_UTC, LAST_SEEN_UTC -> time(value);
            case PEAK_RSSI -> value + " dBm";
            default -> "" + value;
        };
    }

    private static String time(long micros) {
        try {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
        } catch (ArithmeticException | DateTimeException e) {
            return "no moment";
        }
    }

    private int tlv(Dissection.Builder view, int at, int to, int nesting) {
        int length = to - at < TLV_HEADER ? 0 : (int) number(at + 2, 2);
        if (length < TLV_HEADER || length > to - at) {
            view.hex("unread", hex(at, to), "")
                    .verdict(
                            "parameter",
                            Verdict.BAD,
                            "length: expected 4.." + (to - at) + ", found " + length);
            return -1;
        }
        int type = (int) number(at, 2) & LlrpFrame.TYPE_BITS;
        Optional<ParameterType> known = ParameterType.of(type);
        int end = at + length;
        Dissection.Builder part =
                Dissection.of(
                        known.map(ParameterType::title).orElse("parameter " + type),
                        Arrays.copyOfRange(all, at, end));
        if (known.isPresent()) {
            content(part, known.get().layout(), at + TLV_HEADER, end, nesting + 1);
            if (known.get() == ParameterType.UTC_TIMESTAMP && length == TLV_HEADER + OCTET) {
                part.value("time", time(number(at + TLV_HEADER, OCTET)));
            }
        } else {
            part.hex("content", hex(at + TLV_HEADER, end), "");
            part.verdict("parameter", Verdict.SKIPPED, "not known");
        }
        view.part(part.build());
        return end;
    }
}
