package dev.gatehouse.booth.inventory;

import dev.gatehouse.core.inventory.EvidenceMethod;
import dev.gatehouse.core.inventory.Sighting;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.discovery.DnsMessage;
import dev.gatehouse.protocols.discovery.DnsName;
import dev.gatehouse.protocols.discovery.HttpHead;
import dev.gatehouse.protocols.discovery.OnvifDevice;
import dev.gatehouse.protocols.discovery.SnmpMessage;
import dev.gatehouse.protocols.discovery.SsdpMessage;
import dev.gatehouse.protocols.discovery.UpnpDescription;
import dev.gatehouse.protocols.discovery.WsDiscovery;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One round of questions: each address of the configuration, each method once, so many packets a
/// second and no more. Every question is sent to one address, never to a group, so that a device
/// that must be left alone is. It is recorded before it is sent. Runs on a thread of its own, once.
final class Scan implements Runnable {
    /// A device in safety use is waited for while vehicles pass, at most so often.
    static final int MAX_WAITS = 600;

    private static final long WAIT_MS = 1_000;
    private static final int NONCE_OCTETS = 16;
    private static final DnsName ASKED = DnsName.of("_http._tcp.local");

    /// Around a scan.
    ///
    /// @param now trusted time
    /// @param own devices of the configuration
    /// @param passageOpen a vehicle is in a lane
    /// @param query a question is about to be sent: method, target, segment; false to give up
    /// @param seen what an answer tells
    /// @param ended asked to stop
    record Surroundings(
            Supplier<Instant> now,
            Supplier<List<OwnDevice>> own,
            Supplier<Boolean> passageOpen,
            QueryLog query,
            Consumer<Sighting> seen,
            Supplier<Boolean> ended) {}

    /// Takes down a question before it is sent.
    @FunctionalInterface
    interface QueryLog {
        boolean take(String method, String target, String segment);
    }

    /// What became of the round.
    ///
    /// @param asked addresses
    /// @param elsewhere addresses that lie on none of our segments: never asked
    /// @param inUse left alone because vehicles passed all the time
    /// @param refused answers that were no message
    record Outcome(int asked, int elsewhere, int inUse, int refused) {}

    private final InventorySettings settings;
    private final Segments segments;
    private final Probes probes;
    private final Pace pace;
    private final Credentials communities;
    private final Credentials accounts;
    private final Surroundings around;
    private final Consumer<Outcome> done;
    private int refused;

    Scan(
            InventorySettings settings,
            Segments segments,
            Probes probes,
            Credentials communities,
            Credentials accounts,
            Surroundings around,
            Consumer<Outcome> done) {
        this.settings = settings;
        this.segments = segments;
        this.probes = probes;
        this.pace = new Pace(settings.packetsPerS(), probes.nanos());
        this.communities = communities;
        this.accounts = accounts;
        this.around = around;
        this.done = done;
    }

    @Override
    public void run() {
        int asked = 0;
        int elsewhere = 0;
        int waits = 0;
        Deque<String> targets = new ArrayDeque<>(Set.copyOf(settings.scanAddresses()));
        int inUse = 0;
        try {
            while (!targets.isEmpty() && !around.ended.get()) {
                String target = targets.removeFirst();
                Optional<InetAddress> address = Segments.address(target);
                Optional<String> segment = address.flatMap(segments::of);
                if (address.isEmpty() || segment.isEmpty()) {
                    elsewhere++;
                } else if (!inSafetyUse(target)) {
                    asked++;
                    ask(address.get(), target, segment.get());
                } else if (waits++ < MAX_WAITS) {
                    targets.addLast(target);
                    Thread.sleep(WAIT_MS);
                } else {
                    inUse++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.accept(new Outcome(asked, elsewhere, inUse, refused));
        }
    }

    private boolean inSafetyUse(String target) {
        return around.passageOpen.get()
                && around.own.get().stream()
                        .anyMatch(device -> device.safety() && device.host().equals(target));
    }

    private void ask(InetAddress address, String target, String segment)
            throws InterruptedException {
        Readings readings = new Readings(segment, target, around.now.get());
        dns(address, readings);
        ssdp(address, target, readings);
        discovery(address, target, readings);
        snmp(address, target, readings);
        http(address, target, readings);
        if (may(EvidenceMethod.TLS_CERTIFICATE, readings, Pace.TCP_PACKETS)) {
            probes.certificate(address, settings.ports().https())
                    .ifPresent(subject -> around.seen.accept(readings.certificate(subject)));
        }
    }

    private void dns(InetAddress address, Readings readings) throws InterruptedException {
        if (may(EvidenceMethod.MDNS_QUERY, readings, 1)) {
            probes.datagram(address, settings.ports().mdns(), DnsMessage.query(ASKED).encode())
                    .flatMap(answer -> message(DnsMessage.decode(answer)))
                    .flatMap(answer -> readings.dns(answer, true))
                    .ifPresent(around.seen);
        }
    }

    private void ssdp(InetAddress address, String target, Readings readings)
            throws InterruptedException {
        if (!may(EvidenceMethod.SSDP_SEARCH, readings, 1)) {
            return;
        }
        int port = settings.ports().ssdp();
        Optional<SsdpMessage> answer =
                probes.datagram(address, port, SsdpMessage.search(target + ":" + port).encode())
                        .flatMap(octets -> message(SsdpMessage.decode(octets)));
        answer.flatMap(told -> readings.ssdp(told, true)).ifPresent(around.seen);
        Optional<URI> description = answer.flatMap(told -> own(told.header("location"), target));
        if (description.isPresent()
                && may(EvidenceMethod.UPNP_DESCRIPTION, readings, Pace.TCP_PACKETS)) {
            URI uri = description.get();
            probes.body(address, port(uri), Probes.get(host(uri), path(uri)))
                    .flatMap(body -> message(UpnpDescription.decode(body)))
                    .ifPresent(device -> around.seen.accept(readings.upnp(device)));
        }
    }

    private void discovery(InetAddress address, String target, Readings readings)
            throws InterruptedException {
        if (!may(EvidenceMethod.ONVIF_PROBE, readings, 1)) {
            return;
        }
        String id = "uuid:" + uuid();
        Optional<WsDiscovery> answer =
                probes.datagram(
                                address,
                                settings.ports().discovery(),
                                WsDiscovery.probe(id).encode())
                        .flatMap(octets -> message(WsDiscovery.decode(octets)))
                        .filter(told -> told.action() == WsDiscovery.Action.PROBE_MATCHES)
                        .filter(told -> told.relatesTo().equals(id));
        answer.ifPresent(told -> readings.discovery(told).forEach(around.seen));
        Optional<URI> service =
                answer.stream()
                        .flatMap(told -> told.endpoints().stream())
                        .flatMap(endpoint -> endpoint.xAddrs().stream())
                        .flatMap(word -> own(word, target).stream())
                        .findFirst();
        Optional<List<String>> account = accounts.of(target);
        if (service.isPresent()
                && account.isPresent()
                && may(EvidenceMethod.ONVIF_INFORMATION, readings, Pace.TCP_PACKETS)) {
            byte[] nonce = new byte[NONCE_OCTETS];
            probes.random().nextBytes(nonce);
            byte[] question =
                    OnvifDevice.request(
                            account.get().getFirst(),
                            account.get().getLast(),
                            nonce,
                            around.now.get());
            URI uri = service.get();
            probes.body(address, port(uri), Probes.post(host(uri), path(uri), question))
                    .flatMap(body -> message(OnvifDevice.decode(body)))
                    .ifPresent(device -> around.seen.accept(readings.onvif(device)));
        }
    }

    private void snmp(InetAddress address, String target, Readings readings)
            throws InterruptedException {
        Optional<List<String>> community = communities.of(target);
        if (community.isEmpty() || !may(EvidenceMethod.SNMP_DESCRIPTION, readings, 1)) {
            return;
        }
        Octets octets = SnmpMessage.community(community.get().getFirst());
        int request = probes.random().nextInt() & Integer.MAX_VALUE;
        probes.datagram(address, settings.ports().snmp(), SnmpMessage.get(octets, request).encode())
                .flatMap(answer -> message(SnmpMessage.decode(answer)))
                .filter(answer -> answer.answer() && answer.requestId() == request)
                .filter(answer -> answer.errorStatus() == 0)
                .ifPresent(answer -> around.seen.accept(readings.snmp(answer)));
    }

    private void http(InetAddress address, String target, Readings readings)
            throws InterruptedException {
        if (may(EvidenceMethod.HTTP_SERVER, readings, Pace.TCP_PACKETS)) {
            probes.exchange(
                            address,
                            settings.ports().http(),
                            HttpHead.request(target),
                            HttpHead.MAX_OCTETS)
                    .flatMap(answer -> message(HttpHead.decode(answer)))
                    .ifPresent(head -> around.seen.accept(readings.http(head)));
        }
    }

    /// Waits for its turn and takes the question down.
    private boolean may(EvidenceMethod method, Readings readings, int packets)
            throws InterruptedException {
        for (long wait = pace.waitMs(); wait > 0; wait = pace.waitMs()) {
            Thread.sleep(wait);
        }
        if (around.ended.get()
                || inSafetyUse(readings.address())
                || !around.query.take(method.name(), readings.address(), readings.segment())) {
            return false;
        }
        pace.sent(packets);
        return true;
    }

    private <T> Optional<T> message(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> Optional.of(value);
            case Decoded.Rejected<T> _ -> {
                refused++;
                yield Optional.empty();
            }
        };
    }

    /// A service is asked only where the device itself answers.
    static Optional<URI> own(String word, String target) {
        try {
            URI uri = new URI(word);
            return "http".equals(uri.getScheme())
                            && target.equals(uri.getHost())
                            && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : settings.ports().http();
    }

    private static String host(URI uri) {
        return uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /// Version 4 (RFC 9562).
    private String uuid() {
        byte[] octets = new byte[16];
        probes.random().nextBytes(octets);
        octets[6] = (byte) ((octets[6] & 0x0F) | 0x40);
        octets[8] = (byte) ((octets[8] & 0x3F) | 0x80);
        String hex = HexFormat.of().formatHex(octets);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
