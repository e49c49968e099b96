package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.RadioAddress;
import java.util.ArrayList;
import java.util.List;

/// Which radios a system takes: all, or those of a list of ids and ranges such as
/// `100-199,2308094`. Decides about registrations alone: an emergency of a stranger is an
/// emergency.
public final class Admission {

    private static final int MAX_RANGES = 10_000;

    private record Range(int from, int to) {}

    private final List<Range> ranges;

    private Admission(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /// Everybody.
    public static Admission open() {
        return new Admission(List.of());
    }

    /// Reads a list; an empty one takes everybody.
    ///
    /// @throws IllegalArgumentException when it is no list of ids; never quotes one
    public static Admission of(String list) {
        if (list.isBlank()) {
            return open();
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            if (ends.length > 2 || ranges.size() == MAX_RANGES) {
                throw new IllegalArgumentException("radios: expected ids and ranges");
            }
            Range range = new Range(id(ends[0]), id(ends[ends.length - 1]));
            if (range.from > range.to) {
                throw new IllegalArgumentException("radios: a range runs backwards");
            }
            ranges.add(range);
        }
        return new Admission(ranges);
    }

    private static int id(String text) {
        try {
            int id = Integer.parseInt(text.strip());
            if (id >= 0 && id <= RadioAddress.MAX_ID) {
                return id;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("radios: expected ids of 24 bits", e);
        }
        throw new IllegalArgumentException("radios: expected ids of 24 bits");
    }

    public boolean admits(int radioId) {
        return ranges.isEmpty()
                || ranges.stream().anyMatch(range -> radioId >= range.from && radioId <= range.to);
    }
}
