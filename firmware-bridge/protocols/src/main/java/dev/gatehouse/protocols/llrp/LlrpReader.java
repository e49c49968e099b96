package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a message or parameter, and the parameters inside as readers of their own.
/// The first fault sticks: from then on every number read is 0 and there are no more parameters, so
/// that it is enough to ask for it once at the end. Used by one thread.
final class LlrpReader {

    /// Parameters inside parameters.
    static final int MAX_NESTING = 8;

    /// Parameters of one message, those without a length field apart.
    static final int MAX_PARAMETERS = 65_536;

    private static final int TV_BIT = 0x80;
    private static final int TV_TYPE_BITS = 0x7F;
    private static final int TLV_HEADER_BYTES = 4;
    private static final int TLV_LENGTH_AT = 2;
    private static final int TLV_TYPE_BITS = 0x3FF;
    private static final int OCTET = 8;

    /// Why reading failed.
    record Fault(RejectReason reason, String detail) {}

    /// Shared by the readers of a message; a tag has one of its own.
    private static final class Outcome {
        private @Nullable Fault fault;
    }

    private final Octets octets;
    private final int end;
    private final int nesting;
    private final int[] parameters;
    private final DecodeNotes notes;
    private final int type;
    private final @Nullable Tv tv;
    private Outcome outcome;
    private int at;

    private LlrpReader(LlrpReader parent, int from, int end, int type, @Nullable Tv tv) {
        this.octets = parent.octets;
        this.at = from;
        this.end = end;
        this.nesting = parent.nesting + 1;
        this.parameters = parent.parameters;
        this.notes = parent.notes;
        this.outcome = parent.outcome;
        this.type = type;
        this.tv = tv;
    }

    LlrpReader(Octets body, DecodeNotes notes) {
        this.octets = body;
        this.end = body.length();
        this.nesting = 0;
        this.parameters = new int[1];
        this.notes = notes;
        this.outcome = new Outcome();
        this.type = 0;
        this.tv = null;
    }

    /// From now on a fault in here is the fault of this alone.
    LlrpReader apart() {
        outcome = new Outcome();
        return this;
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(outcome.fault);
    }

    boolean failed() {
        return outcome.fault != null;
    }

    void fail(RejectReason reason, String detail) {
        if (outcome.fault == null) {
            outcome.fault = new Fault(reason, detail);
        }
    }

    boolean is(ParameterType expected) {
        return tv == null && type == expected.number();
    }

    /// The type, when this has no length field.
    Optional<Tv> tv() {
        return Optional.ofNullable(tv);
    }

    private boolean has(int count) {
        if (failed()) {
            return false;
        }
        if (end - at < count) {
            fail(
                    RejectReason.TOO_SHORT,
                    "LLRP parameter "
                            + type
                            + ": expected "
                            + count
                            + " octets at "
                            + at
                            + ", found "
                            + (end - at));
            return false;
        }
        return true;
    }

    private long number(int bytes) {
        if (!has(bytes)) {
            return 0;
        }
        long value = 0;
        for (int read = 0; read < bytes; read++) {
            value = value << OCTET | octets.at(at++);
        }
        return value;
    }

    int u8() {
        return (int) number(1);
    }

    int u16() {
        return (int) number(2);
    }

    int s16() {
        return (short) number(2);
    }

    long u32() {
        return number(4);
    }

    /// All 64 bits; a time far beyond any calendar is negative.
    long u64() {
        return number(Long.BYTES);
    }

    /// Bit 7 of an octet, the others reserved.
    boolean flag() {
        return (u8() & TV_BIT) != 0;
    }

    Octets octets(int count) {
        if (!has(count)) {
            return Octets.NONE;
        }
        at += count;
        return octets.slice(at - count, at);
    }

    /// UTF-8 behind its count.
    String text() {
        return new String(octets(u16()).toArray(), StandardCharsets.UTF_8);
    }

    Octets rest() {
        return octets(failed() ? 0 : end - at);
    }

    /// Value of a parameter without a length field.
    long value() {
        Tv known = tv;
        return known == null || !known.isNumber() ? 0 : known.wrap(number(known.valueBytes()));
    }

    /// There is nothing more to read; what is there nevertheless is counted.
    void done() {
        if (!failed() && at < end) {
            notes.leftover(end - at);
            at = end;
        }
    }

    /// The parameters that follow are of no interest here.
    void skipParameters() {
        for (LlrpReader next = next(); next != null; next = next()) {
            next.unknown();
        }
    }

    /// This parameter is not known here.
    void unknown() {
        notes.unknownParameter();
    }

    void droppedTag() {
        notes.droppedTag();
    }

    /// The numbers that follow, those that are no numbers or come again skipped.
    Map<Tv, Long> numbers() {
        Map<Tv, Long> found = new EnumMap<>(Tv.class);
        for (LlrpReader next = next(); next != null; next = next()) {
            next.numberInto(found);
        }
        return found;
    }

    /// Keeps this parameter in `found` when it is a number that is not there yet.
    void numberInto(Map<Tv, Long> found) {
        if (tv == null || !tv.isNumber() || found.containsKey(tv)) {
            unknown();
        } else {
            found.put(tv, value());
        }
    }

    /// The next parameter inside; null when there is none, or after a fault.
    @Nullable LlrpReader next() {
        if (failed() || at >= end) {
            return null;
        }
        if (++parameters[0] > MAX_PARAMETERS || nesting >= MAX_NESTING) {
            fail(RejectReason.LIMIT_EXCEEDED, "LLRP parameters: too many, or too deep");
            return null;
        }
        int first = octets.at(at);
        return (first & TV_BIT) != 0 ? nextTv(first & TV_TYPE_BITS) : nextTlv();
    }

    private @Nullable LlrpReader nextTv(int number) {
        Tv known = Tv.of(number).orElse(null);
        if (known == null) {
            // Without a length there is no telling where the next one begins.
            notes.unknownParameter();
            at = end;
            return null;
        }
        at++;
        if (!has(known.valueBytes())) {
            return null;
        }
        int from = at;
        at += known.valueBytes();
        return new LlrpReader(this, from, at, number, known);
    }

    private @Nullable LlrpReader nextTlv() {
        if (!has(TLV_HEADER_BYTES)) {
            return null;
        }
        int number = octets.u16(at) & TLV_TYPE_BITS;
        int length = octets.u16(at + TLV_LENGTH_AT);
        if (length < TLV_HEADER_BYTES || length > end - at) {
            fail(
                    length < TLV_HEADER_BYTES ? RejectReason.BAD_VALUE : RejectReason.TOO_SHORT,
                    "LLRP parameter "
                            + number
                            + ": expected a length of 4.."
                            + (end - at)
                            + " at "
                            + at
                            + ", found "
                            + length);
            return null;
        }
        int from = at + TLV_HEADER_BYTES;
        at += length;
        return new LlrpReader(this, from, at, number, null);
    }
}
