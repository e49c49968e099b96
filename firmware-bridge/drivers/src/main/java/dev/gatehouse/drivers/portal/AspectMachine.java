package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamMachine;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.RadiationReport.Figures;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.portal.AspectDescription;
import dev.gatehouse.protocols.portal.AspectMonitor;
import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.DetectorNames;
import dev.gatehouse.protocols.portal.ModbusMessage;
import dev.gatehouse.protocols.portal.ModbusReader;
import dev.gatehouse.protocols.portal.PortalInput;
import dev.gatehouse.protocols.portal.PortalTag;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An Aspect portal that is asked (clause 5). What was not seen between two answers shows in its
/// count of objects. Owned by its station's thread.
final class AspectMachine implements StreamMachine {
    static final long NEVER_UP_NANOS = TimeUnit.SECONDS.toNanos(12);
    static final long LONG_MINUTES = 10;

    /// A counter of 32 bits that falls from above this to below it has wrapped.
    private static final long HALF = 1L << 31;

    private static final long TREND_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AspectSettings settings;
    private final PortalReporter reporter;
    private final StreamOut out;
    private final StreamCounters<PortalCounter> counters;
    private final ModbusReader reader = new ModbusReader();
    private final AspectPoll poll;
    private final ProfileTape tape = new ProfileTape(DetectorNames.USUAL);
    private final long startNanos;
    private Optional<AspectMonitor> before = Optional.empty();
    private @Nullable Occupancy occupancy;
    private AspectMonitor.@Nullable Channel lastGamma;
    private double mostSigmas = Double.NEGATIVE_INFINITY;
    private long occupancies;
    private long trendNanos;
    private boolean connected;
    private boolean toldDown;

    AspectMachine(
            AspectSettings settings,
            StreamOut out,
            StreamCounters<PortalCounter> counters,
            Received start) {
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.reporter = new PortalReporter(out, counters, "ASPECT_MODBUS");
        this.poll = new AspectPoll(settings.unit());
        this.startNanos = start.nanos();
        this.trendNanos = start.nanos();
    }

    @Override
    public void connected(Received now) {
        connected = true;
        reader.reset();
        poll.restart();
    }

    @Override
    public void lost(Received now) {
        connected = false;
        leave("CONNECTION_LOST", now);
    }

    private void leave(String code, Received now) {
        close(Mark.INTERRUPTED, now);
        before = Optional.empty();
        reporter.down(code, now);
    }

    @Override
    public void octets(byte[] octets, Received received) {
        Optional<RejectReason> broken = reader.octets(octets, frame -> frame(frame, received));
        if (broken.isPresent()) {
            unreadable(broken.get(), octets, received);
            connected = false;
            leave("BROKEN_STREAM", received);
            out.reopen("no Modbus");
        }
    }

    private void unreadable(RejectReason reason, byte[] octets, Received now) {
        reporter.unreadable(
                PortalInput.Unreadable.of(reason, octets),
                occupancy == null ? 0 : occupancy.number(),
                now);
    }

    private void frame(byte[] frame, Received now) {
        switch (ModbusMessage.decodeAnswer(frame)) {
            case Decoded.Rejected<ModbusMessage>(RejectReason reason, String _) ->
                    unreadable(reason, frame, now);
            case Decoded.Message<ModbusMessage>(ModbusMessage message) -> message(message, now);
        }
    }

    private void message(ModbusMessage message, Received now) {
        reporter.count(PortalCounter.MESSAGES);
        if (poll.answered(message).isEmpty()) {
            reporter.count(PortalCounter.LATE_ANSWERS);
            return;
        }
        switch (message) {
            case ModbusMessage.Answer answer -> answer(answer, now);
            case ModbusMessage.Refusal refusal -> {
                reporter.count(PortalCounter.EXCEPTIONS);
                poll.forget();
                failed("EXCEPTION_" + refusal.code(), now);
            }
            case ModbusMessage.Request _ -> failed("NO_ANSWER", now);
        }
    }

    private void answer(ModbusMessage.Answer answer, Received now) {
        if (poll.describes()) {
            switch (AspectDescription.of(answer.registers())) {
                case Decoded.Message<AspectDescription>(AspectDescription found) -> {
                    poll.described(found);
                    poll.good();
                }
                case Decoded.Rejected<AspectDescription> _ -> failed("BAD_DESCRIPTION", now);
            }
            return;
        }
        switch (AspectMonitor.of(answer.registers())) {
            case Decoded.Message<AspectMonitor>(AspectMonitor found) -> {
                poll.good();
                monitor(found, now);
            }
            case Decoded.Rejected<AspectMonitor> _ -> {
                poll.forget();
                failed("BAD_MONITOR_BLOCK", now);
            }
        }
    }

    private long pauseNanos() {
        return occupancy == null ? settings.pollNanos() : settings.occupiedPollNanos();
    }

    private void failed(String code, Received now) {
        if (poll.failed()) {
            toldDown |= reporter.up();
            leave(code, now);
            connected = false;
            out.reopen("no answer");
        }
    }

    private void monitor(AspectMonitor found, Received now) {
        boolean first = !reporter.up();
        boolean alarmed = found.gamma().alarm() || found.neutron().alarm();
        if (found.occupied() && occupancy == null) {
            begin(first, found, now);
        }
        alarms(found, now);
        toldDown = true;
        reporter.up(now);
        missed(found, now);
        health(found, now);
        sample(found, now);
        if (!found.occupied() && occupancy != null) {
            close(null, now);
        }
        trend(found, alarmed, now);
        before = Optional.of(found);
    }

    private void begin(boolean partial, AspectMonitor found, Received now) {
        Occupancy made =
                new Occupancy(
                        ++occupancies, now.nanos(), OptionalDouble.empty(), OptionalDouble.empty());
        if (partial) {
            made.mark(Mark.PARTIAL_START);
        }
        if (found.tampered()) {
            made.mark(Mark.TAMPERED);
        }
        occupancy = made;
        mostSigmas = Double.NEGATIVE_INFINITY;
        tape.begin(now.nanos());
        reporter.count(PortalCounter.OCCUPANCIES);
        // the alarm of the same answer goes first
        alarms(found, now);
        reporter.tell(
                Kind.OCCUPANCY_BEGAN,
                "",
                made.number(),
                Figures.NONE,
                made.marks(),
                Octets.NONE,
                now);
    }

    /// Latched for the occupancy; outside of one each rise of a bit is an alarm.
    private void alarms(AspectMonitor found, Received now) {
        lastGamma = found.gamma();
        alarm(Kind.GAMMA_ALARM, Mark.GAMMA, found.gamma(), before.map(AspectMonitor::gamma), now);
        alarm(
                Kind.NEUTRON_ALARM,
                Mark.NEUTRON,
                found.neutron(),
                before.map(AspectMonitor::neutron),
                now);
    }

    private void alarm(
            Kind kind,
            Mark mark,
            AspectMonitor.Channel channel,
            Optional<AspectMonitor.Channel> was,
            Received now) {
        if (!channel.alarm()) {
            return;
        }
        Occupancy current = occupancy;
        boolean told =
                current == null
                        ? was.map(AspectMonitor.Channel::alarm).orElse(false)
                        : !current.alarm(mark);
        if (!told) {
            reporter.alarm(
                    kind,
                    current == null ? 0 : current.number(),
                    figures(now, false),
                    current == null ? Set.of(mark) : current.marks(),
                    now);
        }
    }

    /// Two objects more than at the answer before: one of them was never seen. A counter that went
    /// on from less than before is one that wrapped, unless the portal's own time says that it
    /// began anew.
    private void missed(AspectMonitor found, Received now) {
        if (before.isEmpty()) {
            return;
        }
        long earlier = before.get().elapsed();
        if (found.elapsed() < earlier && earlier - found.elapsed() < HALF) {
            reporter.notice("PORTAL_RESTARTED", DeviceNotice.Severity.WARNING, 0, now);
            return;
        }
        int more = (found.objects() - before.get().objects()) & ModbusMessage.MAX_U16;
        if (more >= 2) {
            counters.add(PortalCounter.OCCUPANCIES_MISSED, more - 1);
            reporter.tell(
                    Kind.OCCUPANCY_MISSED,
                    "OBJECTS_" + more,
                    occupancy == null ? 0 : occupancy.number(),
                    Figures.NONE,
                    Set.of(),
                    Octets.NONE,
                    now);
        }
    }

    private void health(AspectMonitor found, Received now) {
        if (found.tampered() != reporter.tampered()) {
            if (found.tampered() && occupancy != null) {
                occupancy.mark(Mark.TAMPERED);
            }
            reporter.tamper(found.tampered(), occupancy == null ? 0 : occupancy.number(), now);
        }
        bit(found.inputs(), AspectMonitor.INPUT_POWER_FAIL, "POWER_FAIL", now);
        bit(found.inputs(), AspectMonitor.INPUT_LOW_BATTERY, "LOW_BATTERY", now);
        bit(found.inputs(), AspectMonitor.INPUT_ERROR, "ERROR", now);
        channel("GAMMA", found.gamma(), now);
        channel("NEUTRON", found.neutron(), now);
    }

    private void channel(String name, AspectMonitor.Channel channel, Received now) {
        bit(channel.status(), AspectMonitor.STATUS_LOW, name + "_LOW", now);
        bit(channel.status(), AspectMonitor.STATUS_HIGH, name + "_HIGH", now);
        bit(channel.status(), AspectMonitor.STATUS_OVERLOAD, name + "_OVERLOAD", now);
        bit(~channel.status(), AspectMonitor.STATUS_READY, name + "_NOT_READY", now);
    }

    private void bit(int bits, int bit, String code, Received now) {
        if ((bits & bit) != 0) {
            reporter.fault(code, now);
        } else {
            reporter.cleared(code, now);
        }
    }

    private void sample(AspectMonitor found, Received now) {
        tape.add(
                now.nanos(),
                found.gamma().alarm() ? PortalTag.GA : PortalTag.GS,
                counts(found.gamma()));
        tape.add(
                now.nanos(),
                found.neutron().alarm() ? PortalTag.NA : PortalTag.NS,
                counts(found.neutron()));
        Occupancy current = occupancy;
        if (current == null) {
            return;
        }
        current.scanned(now.nanos());
        current.gamma(counts(found.gamma()), now.nanos());
        current.neutron(counts(found.neutron()));
        settings.speedUnit().kmh(found.speed()).ifPresent(current::speed);
        mostSigmas = Math.max(mostSigmas, sigmas(found.gamma()));
    }

    private static DetectorCounts counts(AspectMonitor.Channel channel) {
        return new DetectorCounts(
                Math.clamp(channel.count(), 0, DetectorCounts.MAX_COUNT), 0, 0, 0);
    }

    private static double sigmas(AspectMonitor.Channel channel) {
        double background = channel.background();
        return background >= 1
                ? (channel.count() - background) / Math.sqrt(background)
                : Double.NEGATIVE_INFINITY;
    }

    /// The portal's count is of an interval that is not documented: no counts a second.
    private Figures figures(Received now, boolean ended) {
        Occupancy current = occupancy;
        if (current == null) {
            return Figures.NONE;
        }
        Figures counted = current.figures(now.nanos(), ended);
        AspectMonitor.Channel gamma = lastGamma;
        double sigmas = ended || gamma == null ? mostSigmas : Math.max(mostSigmas, sigmas(gamma));
        return new Figures(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Double.isFinite(sigmas) ? OptionalDouble.of(sigmas) : OptionalDouble.empty(),
                counted.peakPosition(),
                counted.speedKmh(),
                counted.durationMs());
    }

    private void close(@Nullable Mark how, Received now) {
        Occupancy ended = occupancy;
        if (ended == null) {
            return;
        }
        if (how != null) {
            ended.mark(how);
        }
        Figures figures = figures(now, true);
        occupancy = null;
        counters.add(PortalCounter.PROFILE_SAMPLES_LEFT_OUT, tape.leftOut());
        reporter.tell(
                Kind.OCCUPANCY_ENDED,
                "",
                ended.number(),
                figures,
                ended.marks(),
                tape.end(now.nanos(), ended.alarmed()),
                now);
    }

    private void trend(AspectMonitor found, boolean alarmed, Received now) {
        if (found.occupied() || alarmed || now.nanos() - trendNanos < TREND_NANOS) {
            return;
        }
        trendNanos = now.nanos();
        reporter.tell(
                Kind.BACKGROUND,
                "",
                0,
                new Figures(
                        finite(found.gamma().background()),
                        finite(found.neutron().background()),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty()),
                Set.of(),
                Octets.NONE,
                now);
    }

    private static OptionalDouble finite(float value) {
        return Float.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    @Override
    public void duty(Received now) {
        reporter.duty(now);
        if (!reporter.up() && !toldDown && now.nanos() - startNanos > NEVER_UP_NANOS) {
            toldDown = true;
            reporter.neverUp(now);
        }
        if (!connected) {
            return;
        }
        if (poll.overdue(now)) {
            reporter.count(PortalCounter.POLL_TIMEOUTS);
            failed("NO_ANSWER", now);
        }
        Occupancy current = occupancy;
        if (current != null && current.lasts(now.nanos(), LONG_MINUTES)) {
            reporter.tell(
                    Kind.LONG_OCCUPANCY,
                    "",
                    current.number(),
                    figures(now, false),
                    current.marks(),
                    Octets.NONE,
                    now);
        }
        if (connected) {
            poll.due(now, pauseNanos())
                    .ifPresent(question -> {
                        reporter.count(PortalCounter.POLLS);
                        var _ = out.send(question.encode());
                    });
        }
    }
}
