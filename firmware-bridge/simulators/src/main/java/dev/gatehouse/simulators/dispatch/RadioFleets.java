package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.hytera.HyteraPort;
import dev.gatehouse.drivers.trbo.TrboPort;
import dev.gatehouse.protocols.RadioAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// `sim:hytera?...` and `sim:trbo?...`: simulated radios behind the sockets of a station. The
/// repeater of the first is 127.0.0.1; the radios of the second are 12.x.y.z.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `scenario` | `patrol`, `registration-storm` or `emergency` | patrol |
/// | `seed` | fixes everything that happens | 1 |
/// | `radios` | in the fleet | 5 |
/// | `first_id` | of the first radio | 100 |
/// | `per_second` | steps a second | 2 |
/// | `acts` | of each radio | 10 |
/// | `mishaps` | share of datagrams lost, repeated, swapped | 0 |
/// | `damage` | share of datagrams with a wrong bit | 0 |
/// | `socket` | which of the station's sockets this is; the station says it | |
public final class RadioFleets {

    private static final Set<String> PARAMETERS =
            Set.of(
                    "scenario",
                    "seed",
                    "radios",
                    "first_id",
                    "per_second",
                    "acts",
                    "mishaps",
                    "damage",
                    "socket");
    private static final int MOTOROLA_NETWORK = 12;

    private final LongSupplier nanos;
    private final Map<String, PeerRun> runs = new HashMap<>();

    /// @param nanos monotonic clock of the scenarios
    public RadioFleets(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether a target of `sim:` is one of these.
    public static boolean knows(String target) {
        return target.equals("hytera") || target.equals("trbo");
    }

    /// Makes the link of one socket; all sockets of a device see the same radios.
    ///
    /// @throws IllegalArgumentException when a parameter cannot be used
    public synchronized Link create(LinkAddress address, LinkContext context) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "sim:" + address.target() + ": expected only the parameters " + PARAMETERS);
        }
        boolean hytera = address.target().equals("hytera");
        String name = address.parameters().getOrDefault("socket", "");
        List<String> names =
                hytera
                        ? HyteraPort.ALL.stream().map(RadioFleets::word).toList()
                        : TrboPort.ALL.stream().map(RadioFleets::word).toList();
        int socket = names.indexOf(name);
        if (socket < 0) {
            throw new IllegalArgumentException(
                    "sim:"
                            + address.target()
                            + ": is for radio stations; socket: expected one of "
                            + names);
        }
        // the first socket is made first: a station that is made again begins again
        if (socket == 0) {
            runs.put(context.deviceId(), run(address, context, hytera));
        }
        PeerRun run = runs.get(context.deviceId());
        if (run == null) {
            throw new IllegalArgumentException("sim: expected the sockets in their order");
        }
        return new PeerLink(run, socket, name);
    }

    private static String word(Enum<?> port) {
        return port.name().toLowerCase(Locale.ROOT);
    }

    private PeerRun run(LinkAddress address, LinkContext context, boolean hytera) {
        RadioPlan plan = plan(address);
        int firstId = (int) address.number("first_id", 100);
        if (firstId < 1 || firstId + plan.radios() - 1 > RadioAddress.MAX_ID) {
            throw new IllegalArgumentException("first_id: expected ids of 24 bits");
        }
        Instant start = context.clock().now().at();
        return new PeerRun(
                context,
                nanos,
                hytera ? new OneRepeater() : new EachRadio(),
                out -> {
                    PeerOut way = way(address, out, plan.seed());
                    return hytera
                            ? new HyteraRepeater(plan.steps(), firstId, start, way)
                            : new TrboFleet(plan.steps(), firstId, start, way);
                });
    }

    static RadioPlan plan(LinkAddress address) {
        return new RadioPlan(
                RadioPlan.Kind.of(address.parameters().getOrDefault("scenario", "patrol")),
                address.number("seed", 1),
                (int) address.number("radios", 5),
                (int) address.number("per_second", 2),
                (int) address.number("acts", 10));
    }

    static PeerOut way(LinkAddress address, PeerOut out, long seed) {
        double mishaps = share(address, "mishaps");
        double damage = share(address, "damage");
        return mishaps + damage > 0 ? new BadNetwork(out, mishaps, damage, seed) : out;
    }

    private static double share(LinkAddress address, String name) {
        double share;
        try {
            share = Double.parseDouble(address.parameters().getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": expected a share from 0 to 1", e);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + ": expected a share from 0 to 1");
        }
        return share;
    }

    /// A repeater's ports have one address.
    private static final class OneRepeater implements PeerRun.Addresses {
        @Override
        public InetSocketAddress of(int socket, int radio) {
            return new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), HyteraPort.ALL.get(socket).number());
        }

        @Override
        public int radio(InetSocketAddress address) {
            return 0;
        }
    }

    /// Each radio has its own.
    private static final class EachRadio implements PeerRun.Addresses {
        @Override
        public InetSocketAddress of(int socket, int radio) {
            byte[] address = new byte[RadioAddress.LENGTH_BYTES];
            new RadioAddress(MOTOROLA_NETWORK, radio).put(ByteBuffer.wrap(address));
            try {
                return new InetSocketAddress(
                        InetAddress.getByAddress(address), TrboPort.ALL.get(socket).number());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four octets are an address", e);
            }
        }

        @Override
        public int radio(InetSocketAddress address) {
            return RadioAddress.get(ByteBuffer.wrap(address.getAddress().getAddress())).id();
        }
    }
}
