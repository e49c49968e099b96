package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A tag as one report tells of it: parameter 240. Results of operations on tags are skipped, since
/// none are ever asked for.
///
/// @param epc content
/// @param numbers whatever else came that is a number
/// @param custom of the maker, unread
public record TagReport(Epc epc, Map<Tv, Long> numbers, List<Custom> custom) {

    public TagReport {
        Map<Tv, Long> ordered = new EnumMap<>(Tv.class);
        numbers.forEach((type, value) -> {
            if (!type.isNumber() || type.wrap(value) != value) {
                throw new IllegalArgumentException("tag report: " + type + " cannot be " + value);
            }
            ordered.put(type, value);
        });
        numbers = Collections.unmodifiableMap(ordered);
        custom = List.copyOf(custom);
    }

    public OptionalInt antenna() {
        return number(Tv.ANTENNA_ID);
    }

    /// Strongest of the reads that the report sums up.
    public OptionalInt peakRssiDbm() {
        return number(Tv.PEAK_RSSI);
    }

    /// How often it was read; once, where the reader does not say.
    public int seenCount() {
        return number(Tv.TAG_SEEN_COUNT).orElse(1);
    }

    /// First read, in microseconds since 1970.
    public OptionalLong firstSeenUtcMicros() {
        return time(Tv.FIRST_SEEN_UTC);
    }

    /// First read, in microseconds since the reader's start.
    public OptionalLong firstSeenUptimeMicros() {
        return time(Tv.FIRST_SEEN_UPTIME);
    }

    /// Last read, in microseconds since 1970.
    public OptionalLong lastSeenUtcMicros() {
        return time(Tv.LAST_SEEN_UTC);
    }

    /// Last read, in microseconds since the reader's start.
    public OptionalLong lastSeenUptimeMicros() {
        return time(Tv.LAST_SEEN_UPTIME);
    }

    private OptionalInt number(Tv type) {
        Long value = numbers.get(type);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.intValue());
    }

    private OptionalLong time(Tv type) {
        Long value = numbers.get(type);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// Empty when this tag alone cannot be read.
    static Optional<TagReport> read(LlrpReader in) {
        LlrpReader tag = in.apart();
        Epc epc = null;
        Map<Tv, Long> numbers = new EnumMap<>(Tv.class);
        List<Custom> custom = new ArrayList<>();
        for (LlrpReader next = tag.next(); next != null; next = tag.next()) {
            if (epc == null && next.is(ParameterType.EPC_DATA)) {
                epc = Epc.read(next);
            } else if (epc == null && next.tv().equals(Optional.of(Tv.EPC_96))) {
                epc = Epc.of(next.octets(Tv.EPC_96.valueBytes()));
            } else if (next.is(ParameterType.CUSTOM)) {
                custom.add(Custom.read(next));
            } else {
                next.numberInto(numbers);
            }
        }
        if (epc == null) {
            tag.fail(RejectReason.MISSING_FIELD, "LLRP tag report: expected an EPC");
        }
        return epc == null || tag.failed()
                ? Optional.empty()
                : Optional.of(new TagReport(epc, numbers, custom));
    }

    void write(LlrpWriter out) {
        out.tlv(
                ParameterType.TAG_REPORT_DATA,
                tag -> {
                    epc.write(tag);
                    tag.numbers(numbers);
                    custom.forEach(one -> one.write(tag));
                });
    }

    @Override
    public String toString() {
        return "TagReport[" + epc + "]";
    }
}
