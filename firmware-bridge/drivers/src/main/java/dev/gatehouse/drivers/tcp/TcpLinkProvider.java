package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.util.Set;
import java.util.SplittableRandom;

/// `tcp:ADDRESS:PORT`, e.g. `tcp:10.0.4.7:5084`: the booth connects, and connects again whenever
/// the connection was lost. Whether a connection that says nothing is still alive is for the driver
/// to judge.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `connect_ms` | until an attempt is given up, 100 to 60,000 | 5,000 |
/// | `first_pause_ms` | before the first attempt after a loss, 10 to 60,000; doubles, with a jitter of 20 % | 1,000 |
/// | `longest_pause_ms` | that the pause never exceeds, up to 600,000 | 60,000 |
/// | `settled_ms` | a connection that held for so long makes the pause short again | 300,000 |
public final class TcpLinkProvider implements LinkProvider {

    private static final String CONNECT = "connect_ms";
    private static final String FIRST_PAUSE = "first_pause_ms";
    private static final String LONGEST_PAUSE = "longest_pause_ms";
    private static final String SETTLED = "settled_ms";
    private static final Set<String> PARAMETERS =
            Set.of(CONNECT, FIRST_PAUSE, LONGEST_PAUSE, SETTLED);
    private static final long MOST_MS = 86_400_000;

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        TcpTarget.requireOnly(address, PARAMETERS);
        long firstPauseMs = TcpTarget.within(address, FIRST_PAUSE, 1_000, 10, 60_000);
        return new TcpLink(
                TcpLoop.SHARED,
                TcpTarget.remote(address),
                new TcpLink.Patience(
                        TcpTarget.within(address, CONNECT, 5_000, 100, 60_000),
                        firstPauseMs,
                        TcpTarget.within(address, LONGEST_PAUSE, 60_000, firstPauseMs, 600_000),
                        TcpTarget.within(address, SETTLED, 300_000, 0, MOST_MS)),
                context.deviceId(),
                context.clock(),
                new SplittableRandom(context.deviceId().hashCode()));
    }
}
