package dev.gatehouse.simulators.radio;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What tests in real time share: links, what was heard, what became of transmissions.
final class Rig {

    static final LinkContext.Clock CLOCK =
            () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    final Queue<AirEvent> heard = new ConcurrentLinkedQueue<>();
    final Map<Long, End> ends = new ConcurrentHashMap<>();

    static Link link(String name, String address) {
        return Links.open(
                address,
                new LinkContext(name, "lane", DeviceKind.RADIO, CLOCK, (_, _) -> () -> {}));
    }

    /// Without `socat` the test is left out, except where everything must be there.
    static PseudoTerminals terminals(Path folder) throws InterruptedException {
        try {
            return PseudoTerminals.in(folder);
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                return fail("socat is needed", e);
            }
            return abort("no socat here");
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within a minute: " + what);
            }
            Thread.sleep(10);
        }
    }

    static Iterator<AirStep> quiet() {
        return List.<AirStep>of().iterator();
    }

    long bursts() {
        return heard.stream().filter(AirEvent.Burst.class::isInstance).count();
    }

    Transmission transmission(long id, int count) {
        List<Transmission.Outgoing> bursts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] octets = new byte[33];
            octets[0] = (byte) id;
            octets[1] = (byte) i;
            bursts.add(
                    new Transmission.Outgoing(
                            octets, new AirEvent.Claim(AirEvent.Claim.Kind.DATA, 7)));
        }
        return new Transmission(
                id,
                Transmission.Priority.ALERT,
                2,
                new Transmission.Address(1, 2, true),
                bursts,
                System.nanoTime() + DEADLINE_NANOS,
                ends::put);
    }

    static List<String> expected(long id, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(id + "." + i);
        }
        return names;
    }
}
