package dev.gatehouse.benchmarks;

import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.PortalLine;
import dev.gatehouse.protocols.portal.Radiation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// A radiation portal at a TCP port that never falls silent: gamma counts five times a second, one
/// occupancy after the other, neutrons once a second, every other occupancy with an alarm. It
/// counts what it has written. One thread of its own.
final class PortalPeer implements AutoCloseable {
    static final double TICKS_PER_S = 5;

    /// Of one occupancy, its end and the background before it included.
    static final int CYCLE_TICKS = 40;

    static final int ALARM_TICK = 8;

    private static final int ALARM_TICKS = 3;
    private static final int TICKS_A_NEUTRON_LINE = 5;
    private static final int GAMMA_A_SECOND = 250;
    private static final int GAMMA_A_TICK = 50;
    private static final int GAMMA_ALARMED = 95;
    private static final int NEUTRONS_A_SECOND = 3;
    private static final int BACKLOG = 1;
    private static final long LAST_LINE_MS = 2_000;

    private final ServerSocket server;
    private final boolean oddCycles;
    private final LongConsumer alarming;
    private final AtomicLong lines = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /// @param oddCycles whether the first occupancy is one without an alarm
    /// @param alarming told when the first line of an alarm is due, just before it is written
    PortalPeer(String name, int port, boolean oddCycles, LongConsumer alarming) throws IOException {
        this.oddCycles = oddCycles;
        this.alarming = alarming;
        this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    /// Lines written to a booth that was there.
    long lines() {
        return lines.get();
    }

    private void run() {
        try (Socket booth = server.accept()) {
            booth.setTcpNoDelay(true);
            Pace pace = new Pace(TICKS_PER_S);
            for (long tick = 0; !closed; tick++) {
                int at = (int) (tick % CYCLE_TICKS);
                boolean alarmed = (tick / CYCLE_TICKS % 2 == 1) == oddCycles;
                long due = pace.await(tick);
                if (alarmed && at == ALARM_TICK) {
                    alarming.accept(due);
                }
                write(booth, tick, at, alarmed);
            }
        } catch (IOException e) {
            // whoever reads what was sent and what arrived sees it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Socket booth, long tick, int at, boolean alarmed) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int written = 1;
        if (at == 0) {
            put(octets, background(Radiation.GAMMA, GAMMA_A_SECOND));
        } else if (at == CYCLE_TICKS - 1) {
            put(octets, new PortalLine.End(DetectorCounts.ZERO));
        } else {
            boolean high = alarmed && at >= ALARM_TICK && at < ALARM_TICK + ALARM_TICKS;
            put(
                    octets,
                    new PortalLine.Scan(
                            Radiation.GAMMA, high, even(high ? GAMMA_ALARMED : GAMMA_A_TICK)));
        }
        if (tick % TICKS_A_NEUTRON_LINE == 0) {
            put(
                    octets,
                    at == 0
                            ? background(Radiation.NEUTRON, NEUTRONS_A_SECOND)
                            : new PortalLine.Scan(
                                    Radiation.NEUTRON, false, even(NEUTRONS_A_SECOND)));
            written++;
        }
        booth.getOutputStream().write(octets.toByteArray());
        lines.addAndGet(written);
    }

    private static PortalLine background(Radiation kind, int count) {
        return new PortalLine.Background(kind, PortalLine.Level.NORMAL, even(count));
    }

    private static DetectorCounts even(int count) {
        return new DetectorCounts(count, count, count, count);
    }

    private static void put(ByteArrayOutputStream octets, PortalLine line) {
        octets.writeBytes(line.encode());
        octets.write('\r');
        octets.write('\n');
    }

    /// Says nothing more; what was written is still read.
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join(LAST_LINE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
