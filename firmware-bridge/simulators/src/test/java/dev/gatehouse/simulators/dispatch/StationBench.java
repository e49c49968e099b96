package dev.gatehouse.simulators.dispatch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A station as a booth would open it, and all that it tells.
final class StationBench implements AutoCloseable {

    private final List<Observation> observations = new CopyOnWriteArrayList<>();
    private final List<Link> links = new ArrayList<>();
    final RadioStation station;

    StationBench(String format, String address, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.putIfAbsent("transmit", "on");
        settings.putIfAbsent("authorised_hz", "451000000");
        LinkContext context =
                new LinkContext(
                        "radio-" + format,
                        "lane1",
                        DeviceKind.RADIO,
                        StationBench::now,
                        (_, _) -> () -> {});
        station =
                (RadioStation)
                        Stations.create(
                                        DeviceKind.RADIO,
                                        format,
                                        new StationContext(
                                                "radio-" + format,
                                                "lane1",
                                                settings,
                                                LinkAddress.parse(address),
                                                one -> {
                                                    Link link = Links.open(text(one), context);
                                                    links.add(link);
                                                    return link;
                                                },
                                                this::take,
                                                StationBench::now))
                                .orElseThrow();
        station.open();
    }

    private static String text(LinkAddress address) {
        StringBuilder text = new StringBuilder(address.scheme() + ":" + address.target());
        String separator = "?";
        for (Map.Entry<String, String> one : address.parameters().entrySet()) {
            text.append(separator).append(one.getKey()).append('=').append(one.getValue());
            separator = "&";
        }
        return text.toString();
    }

    private boolean take(List<Observation> found, Acknowledgement acknowledgement) {
        observations.addAll(found);
        acknowledgement.durable();
        return true;
    }

    private static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);
    }

    /// Where the sockets are.
    List<InetSocketAddress> sockets() {
        return links.stream()
                .map(Link::describe)
                .map(text -> Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)))
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
    }

    boolean simulatorFinished() {
        return links.stream().allMatch(Link::finished);
    }

    List<RadioReport> reports() {
        return observations.stream().map(one -> (RadioReport) one.body()).toList();
    }

    <T extends RadioEvent> List<RadioReport> of(Class<T> kind) {
        return reports().stream().filter(one -> kind.isInstance(one.event())).toList();
    }

    long distinctEventIds() {
        return observations.stream().map(Observation::eventId).distinct().count();
    }

    static void await(String what, long seconds, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, what);
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        station.close();
    }
}
