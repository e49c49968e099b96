package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.dispatch.Recent;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A repeater's services over IP and its bursts tell of the same: the first is told, the second
/// counted. A text that a radio waits to hear of is told each time, for its answer hangs on that.
/// Owned by the system's thread.
final class OnceTold implements DispatchOut {
    private static final int RECENT_LIMIT = 1_024;

    /// Services follow the bursts by less.
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private record Told(int radioId, String what) {
        /// Without content.
        @Override
        public String toString() {
            return "Told[withheld]";
        }
    }

    private final DispatchOut out;
    private final DispatchCounters counters;
    private final Recent<Told> recent = new Recent<>(RECENT_LIMIT, RECENT_NANOS);

    OnceTold(DispatchOut out, DispatchCounters counters) {
        this.out = out;
        this.counters = counters;
    }

    @Override
    public boolean send(int socket, InetSocketAddress to, byte[] octets) {
        return out.send(socket, to, octets);
    }

    @Override
    public boolean report(DispatchReport report) {
        Optional<Told> key = key(report.report());
        boolean isNew = key.isEmpty() || recent.isNew(key.get(), report.received().nanos());
        if (!isNew && report.onceDurable().isEmpty()) {
            counters.add(DispatchCounter.DUPLICATES);
            return true;
        }
        boolean taken = out.report(report);
        if (!taken && isNew) {
            key.ifPresent(recent::forget);
        }
        return taken;
    }

    private static Optional<Told> key(RadioReport report) {
        String what =
                switch (report.event()) {
                    case RadioCall call -> "call " + report.slot() + call.phase();
                    case RadioText text -> "text " + text.text();
                    case RadioLocation _ -> "location";
                    case RadioEmergency emergency -> "emergency " + emergency.cancelled();
                    case RadioRegistration registration -> "registration " + registration.state();
                    case RadioHealth _, RadioDelivery _ -> "";
                };
        return what.isEmpty() ? Optional.empty() : Optional.of(new Told(report.radioId(), what));
    }
}
