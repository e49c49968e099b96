package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.FrameSink;
import java.net.InetSocketAddress;
import java.util.Map;

/// One socket of a simulated system.
final class PeerLink implements DatagramLink {

    private final PeerRun run;
    private final int socket;
    private final String name;
    private volatile boolean open;

    PeerLink(PeerRun run, int socket, String name) {
        this.run = run;
        this.socket = socket;
        this.name = name;
    }

    @Override
    public void open(FrameSink sink) {
        open = true;
        run.join(socket, sink);
    }

    @Override
    public boolean send(byte[] octets, InetSocketAddress to) {
        return open && run.toRadios(socket, to, octets);
    }

    @Override
    public boolean finished() {
        return run.finished();
    }

    @Override
    public String describe() {
        return "simulated radios (" + name + "): " + run.counts();
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("dropped", run.dropped());
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            run.leave(socket);
        }
    }
}
