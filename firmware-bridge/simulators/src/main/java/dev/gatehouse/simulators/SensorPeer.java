package dev.gatehouse.simulators;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.stream.StreamPeer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Simulated portals and document readers as a process of their own, at the other end of a real
/// line.
public final class SensorPeer {

    static final String USAGE =
            """
            usage: sensor portal|aspect|document LINK [PARAMETER=VALUE ...]
                       LINK is the device's own end, e.g. tcp-listen:127.0.0.1:9999 or serial:/dev/pts/4
                       parameters are those of sim:portal, sim:aspect and sim:document\
            """;

    private SensorPeer() {}

    /// Starts what the arguments say.
    ///
    /// @throws IllegalArgumentException saying what was expected
    /// @throws IOException when its end of the line cannot be had
    static StreamPeer start(String... arguments) throws IOException {
        if (arguments.length < 2
                || !List.of("portal", "aspect", "document").contains(arguments[0])) {
            throw new IllegalArgumentException(USAGE);
        }
        String query = String.join("&", List.of(arguments).subList(2, arguments.length));
        LinkAddress device =
                LinkAddress.parse("sim:" + arguments[0] + (query.isEmpty() ? "" : "?" + query));
        LinkContext context =
                new LinkContext(
                        "sim-" + arguments[0],
                        "lane",
                        DeviceKind.RADIATION_PORTAL,
                        () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.UNKNOWN),
                        (_, _) -> () -> {});
        if (!(Links.open(arguments[1], context) instanceof StreamLink link)) {
            throw new IllegalArgumentException("LINK: expected a stream\n" + USAGE);
        }
        StreamPeer peer =
                new StreamPeer(arguments[0], SensorLinks.device(device), link, System::nanoTime);
        peer.open();
        return peer;
    }

    /// Runs until it is ended.
    public static void main(String... arguments) throws InterruptedException {
        try (StreamPeer _ = start(arguments)) {
            System.out.println("ready");
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
