package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Radios heard since the start: when, by which system, and what tells their makers. The one heard
/// longest ago gives way to a new one. Owned by one thread.
public final class RadioRegistry {
    /// Radios remembered.
    public static final int MAX_RADIOS = 4_096;

    /// Different signs remembered of one radio.
    public static final int MAX_SIGNS = 16;

    private final LinkedHashMap<Integer, HeardRadio> radios = new LinkedHashMap<>();
    private @Nullable List<HeardRadio> heard = List.of();
    private long forgotten;

    /// A radio did something.
    ///
    /// @param nanos now, monotonic
    public void heard(RadioReport report, Received received, long nanos) {
        heard = null;
        HeardRadio before = radios.remove(report.radioId());
        radios.put(
                report.radioId(),
                new HeardRadio(
                        report.radioId(),
                        report.system(),
                        report.slot(),
                        before == null ? received.at() : before.firstAt(),
                        received.at(),
                        nanos,
                        before == null ? 1 : before.times() + 1,
                        registered(report, before != null && before.registered()),
                        emergency(report, before != null && before.emergency()),
                        located(
                                report,
                                before == null ? OptionalLong.empty() : before.locatedNanos(),
                                nanos),
                        signs(report, before == null ? List.of() : before.signs())));
        if (radios.size() > MAX_RADIOS) {
            radios.pollFirstEntry();
            forgotten++;
        }
    }

    /// All of them, the last heard first.
    public List<HeardRadio> heard() {
        List<HeardRadio> now = heard;
        if (now == null) {
            now = List.copyOf(radios.sequencedValues().reversed());
            heard = now;
        }
        return now;
    }

    /// Radios that gave way to others.
    public long forgotten() {
        return forgotten;
    }

    private static boolean registered(RadioReport report, boolean before) {
        return switch (report.event()) {
            case RadioRegistration(RadioRegistration.State state, _) ->
                    state == RadioRegistration.State.REGISTERED;
            case RadioCall _,
                    RadioText _,
                    RadioLocation _,
                    RadioEmergency _,
                    RadioHealth _,
                    RadioDelivery _ ->
                    before;
        };
    }

    private static boolean emergency(RadioReport report, boolean before) {
        return report.event() instanceof RadioEmergency emergency ? !emergency.cancelled() : before;
    }

    private static OptionalLong located(RadioReport report, OptionalLong before, long nanos) {
        boolean told =
                report.event() instanceof RadioLocation
                        || (report.event() instanceof RadioEmergency emergency
                                && emergency.location().isPresent());
        return told ? OptionalLong.of(nanos) : before;
    }

    private static List<HeardRadio.Sign> signs(RadioReport report, List<HeardRadio.Sign> before) {
        if (report.signs().isEmpty()) {
            return before;
        }
        LinkedHashMap<RadioReport.MakerSign, Long> counted = new LinkedHashMap<>();
        before.forEach(sign -> counted.put(sign.sign(), sign.times()));
        for (RadioReport.MakerSign sign : report.signs()) {
            if (counted.containsKey(sign) || counted.size() < MAX_SIGNS) {
                counted.merge(sign, 1L, Long::sum);
            }
        }
        List<HeardRadio.Sign> signs = new ArrayList<>();
        counted.forEach((sign, times) -> signs.add(new HeardRadio.Sign(sign, times)));
        return signs;
    }
}
