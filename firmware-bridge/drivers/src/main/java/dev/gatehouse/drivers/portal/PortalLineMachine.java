package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamMachine;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.RadiationReport.Figures;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.PortalInput;
import dev.gatehouse.protocols.portal.PortalLine;
import dev.gatehouse.protocols.portal.PortalLineReader;
import dev.gatehouse.protocols.portal.PortalTag;
import dev.gatehouse.protocols.portal.Radiation;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The life cycle of occupancies at a portal that sends lines (clause 2). The gateway sends
/// nothing.
///
/// ```
///  DOWN --first line--> UNOCCUPIED --scan or speed--> OCCUPIED --GX, background, 10 s without scan--+
///   ^                        ^                            |                                         |
///   +--lost, silent 12 s-----+----------------------------+<----------------------------------------+
/// ```
///
/// The first GA and the first NA of an occupancy are told before anything else that their line
/// causes. An alarm line outside of an occupancy opens one.
final class PortalLineMachine implements StreamMachine {
    static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(3);
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(12);
    static final long LONG_MINUTES = 10;

    /// Backgrounds between two reports of the trend: about a minute.
    static final int TREND = 12;

    enum State {
        DOWN,
        UNOCCUPIED,
        OCCUPIED
    }

    private final PortalSettings settings;
    private final PortalReporter reporter;
    private final StreamOut out;
    private final StreamCounters<PortalCounter> counters;
    private final PortalLineReader reader = new PortalLineReader();
    private final BackgroundTrend backgrounds;
    private final ProfileTape tape;
    private State state = State.DOWN;
    private @Nullable Occupancy occupancy;
    private Optional<Occupancy> last = Optional.empty();
    private long occupancies;
    private long trend;
    private long sinceNanos;
    private boolean connected;
    private boolean everUp;
    private boolean toldDown;

    PortalLineMachine(
            PortalSettings settings,
            StreamOut out,
            StreamCounters<PortalCounter> counters,
            Received start) {
        this.settings = settings;
        this.tape = new ProfileTape(settings.detectors());
        this.out = out;
        this.counters = counters;
        this.reporter = new PortalReporter(out, counters, "PORTAL_LINE");
        this.backgrounds = new BackgroundTrend(settings.backgroundMedian());
        this.sinceNanos = start.nanos();
    }

    State state() {
        return state;
    }

    /// The occupancy that ended last, for tests.
    Optional<Occupancy> lastOccupancy() {
        return last;
    }

    @Override
    public void connected(Received now) {
        connected = true;
        sinceNanos = now.nanos();
        var _ = reader.reset();
    }

    @Override
    public void lost(Received now) {
        connected = false;
        sinceNanos = now.nanos();
        var _ = reader.reset();
        leave("CONNECTION_LOST", now);
    }

    private void leave(String code, Received now) {
        if (state == State.OCCUPIED) {
            close(Mark.INTERRUPTED, now);
        }
        state = State.DOWN;
        reporter.down(code, now);
    }

    @Override
    public void octets(byte[] octets, Received received) {
        reader.octets(octets, input -> take(input, received));
    }

    private void take(PortalInput input, Received now) {
        switch (input) {
            case PortalInput.Unreadable refused -> reporter.unreadable(refused, number(), now);
            case PortalInput.Line(PortalLine line) -> line(line, now);
        }
    }

    private long number() {
        return occupancy == null ? 0 : occupancy.number();
    }

    private void line(PortalLine line, Received now) {
        reporter.count(PortalCounter.MESSAGES);
        if (line instanceof PortalLine.Other) {
            reporter.count(PortalCounter.UNKNOWN_LINES);
            // a portal that says nothing else does not screen
            sinceNanos = state == State.DOWN ? sinceNanos : now.nanos();
            return;
        }
        sinceNanos = now.nanos();
        boolean first = state == State.DOWN;
        PortalTag tag = line.tag().orElseThrow();
        if (tag.alarm()) {
            // before anything else: also before the news that the portal is there
            alarm(tag, first, now);
        }
        if (first) {
            everUp = true;
            toldDown = false;
            reporter.up(now);
            state = occupancy == null ? State.UNOCCUPIED : State.OCCUPIED;
        }
        if (line instanceof PortalLine.Damaged(PortalTag _, Octets raw)) {
            reporter.count(PortalCounter.DAMAGED_LINES);
            reporter.unreadable(
                    PortalInput.Unreadable.of(RejectReason.BAD_VALUE, raw.toArray()),
                    number(),
                    now);
        }
        switch (tag) {
            case GB, NB, GL, GH, NH -> background(tag, line, now);
            case GS, GA, NS, NA, SP -> scan(tag, line, first, now);
            case GX -> {
                if (state == State.OCCUPIED) {
                    close(null, now);
                }
            }
            case TT, TC -> {
                if (occupancy != null && tag == PortalTag.TT) {
                    occupancy.mark(Mark.TAMPERED);
                }
                reporter.tamper(tag == PortalTag.TT, number(), now);
            }
        }
    }

    private void alarm(PortalTag tag, boolean first, Received now) {
        Occupancy current = occupancy;
        boolean opened = current == null;
        if (current == null) {
            current = begin(first, now);
        }
        Mark mark = tag == PortalTag.GA ? Mark.GAMMA : Mark.NEUTRON;
        if (current.alarm(mark)) {
            reporter.alarm(
                    tag == PortalTag.GA ? Kind.GAMMA_ALARM : Kind.NEUTRON_ALARM,
                    current.number(),
                    current.figures(now.nanos(), false),
                    current.marks(),
                    now);
        }
        if (opened) {
            told(current, now);
        }
    }

    private void background(PortalTag tag, PortalLine line, Received now) {
        if (state == State.OCCUPIED) {
            close(Mark.MISSING_END, now);
        }
        switch (tag) {
            case GB -> {
                reporter.cleared("GAMMA_LOW", now);
                reporter.cleared("GAMMA_HIGH", now);
            }
            case NB -> reporter.cleared("NEUTRON_HIGH", now);
            case GL -> {
                reporter.cleared("GAMMA_HIGH", now);
                reporter.fault("GAMMA_LOW", now);
            }
            case GH -> {
                reporter.cleared("GAMMA_LOW", now);
                reporter.fault("GAMMA_HIGH", now);
            }
            case NH -> reporter.fault("NEUTRON_HIGH", now);
            case GS, GA, NS, NA, SP, GX, TT, TC ->
                    throw new IllegalArgumentException("no background: " + tag);
        }
        if (line instanceof PortalLine.Background(var kind, var _, DetectorCounts counts)) {
            backgrounds.add(kind, counts);
            tape.add(now.nanos(), tag, counts);
            if (kind == Radiation.GAMMA && ++trend % TREND == 0) {
                reporter.tell(
                        Kind.BACKGROUND,
                        "",
                        0,
                        new Figures(
                                backgrounds.total(Radiation.GAMMA),
                                backgrounds.total(Radiation.NEUTRON),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalLong.empty()),
                        Set.of(),
                        Octets.NONE,
                        now);
            }
        }
    }

    private void scan(PortalTag tag, PortalLine line, boolean first, Received now) {
        Occupancy current = occupancy;
        if (current == null) {
            current = begin(first, now);
            told(current, now);
        }
        current.scanned(now.nanos());
        switch (line) {
            case PortalLine.Scan(Radiation kind, boolean _, DetectorCounts counts) -> {
                tape.add(now.nanos(), tag, counts);
                if (kind == Radiation.GAMMA) {
                    current.gamma(counts, now.nanos());
                    disagreement(current, now);
                } else {
                    current.neutron(counts);
                }
            }
            case PortalLine.Speed speed -> {
                current.speedLine();
                speed.checkedKmh().ifPresent(current::speed);
                if (speed.checkedKmh().isEmpty()) {
                    reporter.count(PortalCounter.SPEEDS_IMPLAUSIBLE);
                    reporter.notice(
                            "SPEED_IMPLAUSIBLE", DeviceNotice.Severity.INFO, current.number(), now);
                }
            }
            case PortalLine.Damaged _ -> {
                // a sign of life, and told as unreadable
            }
            case PortalLine.Background _,
                    PortalLine.End _,
                    PortalLine.Tamper _,
                    PortalLine.Other _ ->
                    throw new IllegalArgumentException("no scan: " + tag);
        }
    }

    private void disagreement(Occupancy current, Received now) {
        if (current.disagrees(settings.sigmaLimit(), PortalSettings.DISAGREEING_INTERVALS)) {
            reporter.count(PortalCounter.DISAGREEMENTS);
            reporter.tell(
                    Kind.DISAGREEMENT,
                    "",
                    current.number(),
                    current.figures(now.nanos(), false),
                    current.marks(),
                    Octets.NONE,
                    now);
        }
    }

    private Occupancy begin(boolean partial, Received now) {
        Occupancy made =
                new Occupancy(
                        ++occupancies,
                        now.nanos(),
                        backgrounds.total(Radiation.GAMMA),
                        backgrounds.total(Radiation.NEUTRON));
        if (partial) {
            made.mark(Mark.PARTIAL_START);
        }
        if (reporter.tampered()) {
            made.mark(Mark.TAMPERED);
        }
        occupancy = made;
        state = State.OCCUPIED;
        tape.begin(now.nanos());
        reporter.count(PortalCounter.OCCUPANCIES);
        return made;
    }

    private void told(Occupancy current, Received now) {
        reporter.tell(
                Kind.OCCUPANCY_BEGAN,
                "",
                current.number(),
                Figures.NONE,
                current.marks(),
                Octets.NONE,
                now);
    }

    private void close(@Nullable Mark how, Received now) {
        Occupancy ended = occupancy;
        occupancy = null;
        state = State.UNOCCUPIED;
        if (ended == null) {
            return;
        }
        if (how != null) {
            ended.mark(how);
        }
        last = Optional.of(ended);
        counters.add(PortalCounter.PROFILE_SAMPLES_LEFT_OUT, tape.leftOut());
        reporter.tell(
                Kind.OCCUPANCY_ENDED,
                "",
                ended.number(),
                ended.figures(now.nanos(), true),
                ended.marks(),
                tape.end(now.nanos(), ended.alarmed()),
                now);
    }

    @Override
    public void duty(Received now) {
        Occupancy current = occupancy;
        if (current != null) {
            running(current, now);
        }
        reporter.duty(now);
        if (now.nanos() - sinceNanos <= SILENCE_NANOS) {
            return;
        }
        if (connected) {
            reporter.count(PortalCounter.SILENCES);
            boolean told = state == State.DOWN;
            leave("SILENT", now);
            if (told && !everUp && !toldDown) {
                reporter.neverUp(now);
            }
            toldDown = true;
            sinceNanos = now.nanos();
            out.reopen("silent");
        } else if (!everUp && !toldDown) {
            toldDown = true;
            reporter.neverUp(now);
        }
    }

    private void running(Occupancy current, Received now) {
        long quietNanos = now.nanos() - current.lastScanNanos();
        if (quietNanos > TIMEOUT_NANOS) {
            close(Mark.TIMEOUT, now);
        } else if (quietNanos > STALL_NANOS) {
            if (current.stalls()) {
                reporter.count(PortalCounter.STALLS);
                tell(Kind.STALLED, current, now);
            }
        } else if (current.lasts(now.nanos(), LONG_MINUTES)) {
            tell(Kind.LONG_OCCUPANCY, current, now);
        }
    }

    private void tell(Kind kind, Occupancy current, Received now) {
        reporter.tell(
                kind,
                "",
                current.number(),
                current.figures(now.nanos(), false),
                current.marks(),
                Octets.NONE,
                now);
    }
}
