package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.llrp.Capabilities;
import dev.gatehouse.protocols.llrp.DecodeNotes;
import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.LlrpMessage.Bare;
import dev.gatehouse.protocols.llrp.LlrpMessage.CapabilitiesAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.ConfigAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.Outcome;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import dev.gatehouse.protocols.llrp.LlrpMessage.RoSpecsAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.SupportedVersion;
import dev.gatehouse.protocols.llrp.LlrpStatus;
import dev.gatehouse.protocols.llrp.LlrpStream;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.llrp.ReaderEvent;
import dev.gatehouse.protocols.llrp.ReaderEvent.ConnectionAttempt;
import dev.gatehouse.protocols.llrp.ReaderSetting;
import dev.gatehouse.protocols.llrp.Tv;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Received;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The client of one reader as a machine without thread, socket or clock (section 4). One request
/// is outstanding at a time; reports, events and keepalives come in between. Owned by the station's
/// thread. Nothing that a reader sends makes it throw.
final class LlrpClient {

    /// Until the reader has to say that it took the connection.
    static final long GREETING_MS = 5_000;

    /// Before a reader that somebody else drives is asked again.
    static final long TAKEN_PAUSE_MS = 30_000;

    /// Before a reader that is not the configured one is asked again.
    static final long WRONG_READER_PAUSE_MS = 60_000;

    /// A reader that ends its reading again and again is not told to begin more often.
    static final long RECONFIGURE_MS = 10_000;

    /// How full a reader's buffer may be.
    static final int BUFFER_PERCENT = 80;

    private static final long MAX_ID = 0xFFFF_FFFFL;

    /// A request that waits for its answer.
    private record Pending(SetupStep step, long messageId, long deadlineNanos) {}

    private final LlrpSettings settings;
    private final LlrpOut out;
    private final Counters<LlrpCounter> counters;
    private final Notices notices;
    private final ReaderTime time = new ReaderTime();
    private final TagIntake tags;
    private final DecodeNotes notes = new DecodeNotes();
    private final NoteCounts noteCounts;

    private volatile LlrpState state = LlrpState.IDLE;
    private LlrpStream stream = new LlrpStream();
    private SetupPlan plan;
    private @Nullable Pending pending;
    private int version = LlrpFrame.VERSION_1;
    private boolean negotiates;
    private boolean resets;
    private boolean identified;
    private long nextId = 1;
    private long deadlineNanos;
    private long lastLifeNanos;
    private long configuredNanos;
    private OptionalLong configurationState = OptionalLong.empty();
    private volatile Optional<Capabilities.General> device = Optional.empty();
    private volatile OptionalLong clockAheadMs = OptionalLong.empty();

    LlrpClient(LlrpSettings settings, LlrpOut out, Counters<LlrpCounter> counters) {
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.notices = new Notices(out);
        this.tags = new TagIntake(settings, time, counters, out::sighting);
        this.noteCounts = new NoteCounts(notes, counters);
        this.plan = new SetupPlan(settings);
        this.negotiates = settings.negotiates();
        this.resets = settings.factoryReset();
    }

    LlrpState state() {
        return state;
    }

    /// What the reader said of itself; any thread.
    Optional<Capabilities.General> device() {
        return device;
    }

    /// How far the reader's clock was ahead when the connection began; any thread.
    OptionalLong clockAheadMs() {
        return clockAheadMs;
    }

    private void become(LlrpState next) {
        if (state != next) {
            state = state.transition(next);
        }
    }

    /// The link is up: a new connection.
    void opened(Received now) {
        if (state == LlrpState.STOPPED || state == LlrpState.CLOSING) {
            return;
        }
        if (state != LlrpState.IDLE && state != LlrpState.BACKOFF) {
            lost(now);
        }
        var _ = counters.add(LlrpCounter.CONNECTIONS);
        stream = new LlrpStream();
        plan = new SetupPlan(settings);
        version = LlrpFrame.VERSION_1;
        pending = null;
        identified = settings.readerId().isEmpty();
        lastLifeNanos = now.nanos();
        deadlineNanos = now.nanos() + TimeUnit.MILLISECONDS.toNanos(GREETING_MS);
        become(LlrpState.CONNECTED);
    }

    /// The link is down.
    void lost(Received now) {
        switch (state) {
            case IDLE, BACKOFF, STOPPED -> {}
            case CLOSING -> become(LlrpState.STOPPED);
            case NEGOTIATE -> {
                // some readers of 1.0.1 end the connection over the version in the header
                negotiates = false;
                become(LlrpState.BACKOFF);
            }
            case RUNNING -> {
                notices.raise(Notices.LOST, Severity.SILENT, 0, now);
                become(LlrpState.BACKOFF);
            }
            case CONNECTED, IDENTIFY, CONFIGURE -> become(LlrpState.BACKOFF);
        }
        pending = null;
        tags.flush();
    }

    private void giveUp(String reason, Received now) {
        lost(now);
        out.reopen(reason);
    }

    private void giveUp(String reason, long pauseMs, Received now) {
        lost(now);
        out.reopen(reason, pauseMs);
    }

    /// Whether anything is to be read from the connection.
    private boolean listens() {
        return switch (state) {
            case IDLE, BACKOFF, STOPPED -> false;
            case CONNECTED, NEGOTIATE, IDENTIFY, CONFIGURE, RUNNING, CLOSING -> true;
        };
    }

    /// Octets of the connection.
    void octets(byte[] octets, Received at) {
        if (!listens()) {
            return;
        }
        lastLifeNanos = at.nanos();
        var broken = stream.feed(octets, frame -> frame(frame, at));
        if (broken.isPresent() && listens()) {
            var _ = counters.add(LlrpCounter.FRAMING_ERRORS);
            giveUp("framing error", at);
        }
    }

    private void frame(LlrpFrame frame, Received at) {
        if (!listens()) {
            return;
        }
        var _ = counters.add(LlrpCounter.MESSAGES);
        switch (LlrpMessage.decode(frame, notes)) {
            case Decoded.Message<LlrpMessage>(LlrpMessage message) -> route(frame, message, at);
            case Decoded.Rejected<LlrpMessage> _ -> {
                var _ = counters.add(LlrpCounter.BODIES_REFUSED);
            }
        }
        noteCounts.update();
    }

    /// By the type first, the id second.
    private void route(LlrpFrame frame, LlrpMessage message, Received at) {
        switch (message) {
            case Bare(MessageType kind) -> {
                if (kind == MessageType.KEEPALIVE) {
                    var _ = counters.add(LlrpCounter.KEEPALIVES);
                    send(new Bare(MessageType.KEEPALIVE_ACK), frame.messageId());
                } else {
                    var _ = counters.add(LlrpCounter.UNEXPECTED_MESSAGES);
                }
            }
            case Report report -> report(report, at);
            case Events events -> {
                for (ReaderEvent event : events.events()) {
                    event(event, events, at);
                }
            }
            case Outcome(MessageType kind, LlrpStatus status) -> {
                Pending asked = pending;
                if (kind == MessageType.ERROR_MESSAGE
                        && (asked == null || asked.messageId != frame.messageId())) {
                    notices.tell(Notices.READER_ERROR, Severity.INFO, status.code(), at);
                } else {
                    answer(frame, message, status, at);
                }
            }
            case CapabilitiesAnswer answer -> answer(frame, message, answer.status(), at);
            case ConfigAnswer answer -> answer(frame, message, answer.status(), at);
            case RoSpecsAnswer answer -> answer(frame, message, answer.status(), at);
            case SupportedVersion answer -> answer(frame, message, answer.status(), at);
            case LlrpMessage.CustomMessage _, LlrpMessage.Unread _ -> {
                var _ = counters.add(LlrpCounter.UNKNOWN_MESSAGES);
            }
            case LlrpMessage.SpecOrder _,
                    LlrpMessage.GetCapabilities _,
                    LlrpMessage.GetConfig _,
                    LlrpMessage.SetConfig _,
                    LlrpMessage.AddRoSpec _,
                    LlrpMessage.SetVersion _ -> {
                var _ = counters.add(LlrpCounter.UNEXPECTED_MESSAGES);
            }
        }
    }

    private void report(Report report, Received at) {
        var _ = counters.add(LlrpCounter.REPORTS);
        // what another reader than the configured one reads is not of this lane
        if (identified) {
            report.tags().forEach(tag -> tags.add(tag, at));
        }
    }

    /// Whether the reader sends more than the booth takes; reading stops for as long.
    boolean saturated(long nowNanos) {
        return tags.saturated(nowNanos);
    }

    private void event(ReaderEvent event, Events message, Received at) {
        var _ = counters.add(LlrpCounter.EVENTS);
        switch (event) {
            case ConnectionAttempt(int status) -> attempt(status, message, at);
            case ReaderEvent.ConnectionClose() -> restarts(at);
            case ReaderEvent.Antenna(boolean connected, int antenna) -> {
                if (connected) {
                    notices.clear(Notices.ANTENNA, antenna, at);
                } else {
                    notices.raise(Notices.ANTENNA, Severity.FAULT, antenna, at);
                }
            }
            case ReaderEvent.ReaderException exception ->
                    notices.tell(
                            Notices.EXCEPTION,
                            Severity.FAULT,
                            exception.numbers().getOrDefault(Tv.ANTENNA_ID, 0L),
                            at);
            case ReaderEvent.BufferLevel(int percent) -> {
                if (percent > BUFFER_PERCENT) {
                    var _ = counters.add(LlrpCounter.BUFFER_WARNINGS);
                    notices.tell(Notices.BUFFER, Severity.WARNING, percent, at);
                    askForReports();
                }
            }
            case ReaderEvent.BufferOverflow() -> {
                var _ = counters.add(LlrpCounter.BUFFER_OVERFLOWS);
                notices.tell(Notices.READS_LOST, Severity.ALARM, 0, at);
                askForReports();
            }
            case ReaderEvent.RoSpecRun(int run, long id, long _) -> {
                if (run != ReaderEvent.RoSpecRun.STARTED
                        && id == SetupPlan.RO_SPEC_ID
                        && state == LlrpState.RUNNING) {
                    ended(at);
                }
            }
            case ReaderEvent.Gpi _ -> {
                var _ = counters.add(LlrpCounter.GPI_EVENTS);
            }
            case ReaderEvent.Hopping _, ReaderEvent.RfSurvey _, ReaderEvent.AiSpecEnd _ -> {}
        }
    }

    private void askForReports() {
        if (state == LlrpState.RUNNING) {
            send(new Bare(MessageType.GET_REPORT), id());
        }
    }

    private void restarts(Received at) {
        var _ = counters.add(LlrpCounter.READER_RESTARTS);
        notices.tell(Notices.RESTARTED, Severity.INFO, 0, at);
    }

    /// The reader reads no more, though nobody here told it to stop: it is told to begin again.
    private void ended(Received at) {
        notices.tell(Notices.SPEC_ENDED, Severity.WARNING, 0, at);
        if (at.nanos() - configuredNanos < TimeUnit.MILLISECONDS.toNanos(RECONFIGURE_MS)) {
            giveUp("reading ended by the reader", at);
            return;
        }
        become(LlrpState.CONFIGURE);
        ask(SetupStep.DELETE_ACCESS_SPECS, at);
    }

    private void attempt(int status, Events message, Received at) {
        if (state != LlrpState.CONNECTED) {
            if (status == ConnectionAttempt.ANOTHER_ATTEMPTED) {
                var _ = counters.add(LlrpCounter.TAKEN_BY_ANOTHER);
                notices.tell(Notices.CONTENDED, Severity.WARNING, status, at);
            }
            return;
        }
        switch (status) {
            case ConnectionAttempt.SUCCESS -> greeted(message, at);
            case ConnectionAttempt.READER_INITIATED_EXISTS,
                    ConnectionAttempt.CLIENT_INITIATED_EXISTS -> {
                var _ = counters.add(LlrpCounter.TAKEN_BY_ANOTHER);
                notices.raise(Notices.TAKEN, Severity.FAULT, status, at);
                giveUp("reader taken by somebody else", TAKEN_PAUSE_MS, at);
            }
            default -> giveUp("reader refused the connection", at);
        }
    }

    private void greeted(Events message, Received at) {
        notices.clear(Notices.TAKEN, at);
        time.begin(message.at(), at);
        clockAheadMs = time.aheadMs();
        if (time.wrong()) {
            notices.raise(Notices.CLOCK, Severity.WARNING, time.aheadSeconds(), at);
        } else {
            notices.clear(Notices.CLOCK, at);
        }
        ask(negotiates ? SetupStep.GET_VERSION : SetupStep.CAPABILITIES, at);
    }

    private long id() {
        long id = nextId;
        nextId = id == MAX_ID ? 1 : id + 1;
        return id;
    }

    private void send(LlrpMessage message, long messageId) {
        if (!out.send(message.frame(version, messageId).encode())) {
            var _ = counters.add(LlrpCounter.SENDS_REFUSED);
        }
    }

    private void ask(SetupStep step, Received now) {
        become(step.state());
        long messageId = id();
        // the question about the version stands in the version that it is about
        int asked = step.state() == LlrpState.NEGOTIATE ? LlrpFrame.VERSION_2 : version;
        pending =
                new Pending(
                        step,
                        messageId,
                        now.nanos() + TimeUnit.MILLISECONDS.toNanos(step.limitMs()));
        if (!out.send(plan.message(step).frame(asked, messageId).encode())) {
            var _ = counters.add(LlrpCounter.SENDS_REFUSED);
            if (state == LlrpState.CLOSING) {
                become(LlrpState.STOPPED);
            } else {
                giveUp("nothing can be sent", now);
            }
        }
    }

    private void answer(LlrpFrame frame, LlrpMessage message, LlrpStatus status, Received at) {
        Pending asked = pending;
        if (asked == null || asked.messageId != frame.messageId()) {
            var _ = counters.add(LlrpCounter.STRAY_ANSWERS);
            return;
        }
        pending = null;
        if (frame.type() != asked.step.answer().number()
                && frame.type() != MessageType.ERROR_MESSAGE.number()) {
            // one library in the wild answers with a neighbour's type
            var _ = counters.add(LlrpCounter.TYPE_MISMATCHES);
        }
        boolean good = status.success() && frame.type() != MessageType.ERROR_MESSAGE.number();
        if (good) {
            done(asked.step, Optional.of(message), at);
        } else {
            refused(asked.step, status, at);
        }
    }

    private void refused(SetupStep step, LlrpStatus status, Received at) {
        var _ = counters.add(LlrpCounter.REQUESTS_REFUSED);
        if (step.optional()) {
            done(step, Optional.empty(), at);
            return;
        }
        out.refused(
                step,
                status.code(),
                status.parameterError().map(LlrpStatus.ParameterError::innermost).orElse(0));
        if (plan.reduce(step, status)) {
            ask(step, at);
            return;
        }
        notices.raise(Notices.REFUSES, Severity.FAULT, status.code(), at);
        giveUp("reader refuses its configuration", at);
    }

    /// A step is over; `answer` is absent where the reader did not grant it.
    private void done(SetupStep step, Optional<LlrpMessage> answer, Received at) {
        switch (step) {
            case GET_VERSION -> versions(answer, at);
            case SET_VERSION -> {
                version = answer.isPresent() ? LlrpFrame.VERSION_2 : LlrpFrame.VERSION_1;
                ask(SetupStep.CAPABILITIES, at);
            }
            case CAPABILITIES -> {
                answer.ifPresent(this::capabilities);
                ask(SetupStep.IDENTIFICATION, at);
            }
            case IDENTIFICATION -> identified(answer, at);
            case STATE_BEFORE -> {
                stateBefore(stateOf(answer), at);
                ask(SetupStep.DELETE_ACCESS_SPECS, at);
            }
            case DELETE_ACCESS_SPECS -> ask(SetupStep.DELETE_RO_SPECS, at);
            case DELETE_RO_SPECS ->
                    ask(resets ? SetupStep.FACTORY_RESET : SetupStep.SET_CONFIG, at);
            case FACTORY_RESET -> {
                resets = false;
                ask(SetupStep.SET_CONFIG, at);
            }
            case SET_CONFIG -> ask(SetupStep.ADD_RO_SPEC, at);
            case ADD_RO_SPEC -> ask(SetupStep.ENABLE_RO_SPEC, at);
            case ENABLE_RO_SPEC -> ask(SetupStep.START_RO_SPEC, at);
            case START_RO_SPEC -> ask(SetupStep.STATE_AFTER, at);
            case STATE_AFTER -> {
                configurationState = stateOf(answer);
                running(at);
            }
            case STOP_RO_SPEC -> ask(SetupStep.CLOSE, at);
            // the reader ends the connection itself
            case CLOSE ->
                    deadlineNanos =
                            at.nanos() + TimeUnit.MILLISECONDS.toNanos(SetupStep.CLOSE.limitMs());
        }
    }

    private void versions(Optional<LlrpMessage> answer, Received at) {
        boolean both =
                answer.isPresent()
                        && answer.get() instanceof SupportedVersion(int _, int supported, var _)
                        && supported >= LlrpFrame.VERSION_2;
        ask(both ? SetupStep.SET_VERSION : SetupStep.CAPABILITIES, at);
    }

    private void capabilities(LlrpMessage answer) {
        if (answer instanceof CapabilitiesAnswer(var _, Capabilities capabilities)) {
            device = capabilities.general();
            plan.holdReports(
                    capabilities
                            .llrp()
                            .map(llrp -> llrp.has(Capabilities.Llrp.EVENT_AND_REPORT_HOLDING))
                            .orElse(false));
        }
    }

    private static List<ReaderSetting> settings(Optional<LlrpMessage> answer) {
        return answer.isPresent() && answer.get() instanceof ConfigAnswer(var _, var settings)
                ? settings
                : List.of();
    }

    private void identified(Optional<LlrpMessage> answer, Received at) {
        boolean same =
                settings(answer).stream()
                        .anyMatch(setting ->
                                setting instanceof ReaderSetting.Identification(var _, var id)
                                        && id.equals(settings.readerId()));
        if (!settings.readerId().isEmpty() && !same) {
            notices.raise(Notices.WRONG_READER, Severity.FAULT, 0, at);
            giveUp("not the configured reader", WRONG_READER_PAUSE_MS, at);
            return;
        }
        notices.clear(Notices.WRONG_READER, at);
        identified = true;
        ask(SetupStep.STATE_BEFORE, at);
    }

    private static OptionalLong stateOf(Optional<LlrpMessage> answer) {
        return settings(answer).stream()
                .filter(ReaderSetting.ConfigurationState.class::isInstance)
                .mapToLong(setting -> ((ReaderSetting.ConfigurationState) setting).value())
                .findFirst();
    }

    /// Another value than the last connection left behind: the reader lost its configuration, or
    /// somebody changed it. It gets the whole of it either way.
    private void stateBefore(OptionalLong now, Received at) {
        if (now.isPresent() && configurationState.isPresent() && !now.equals(configurationState)) {
            restarts(at);
        }
    }

    private void running(Received at) {
        become(LlrpState.RUNNING);
        var _ = counters.add(LlrpCounter.CONFIGURATIONS);
        configuredNanos = at.nanos();
        send(new Bare(MessageType.ENABLE_EVENTS_AND_REPORTS), id());
        notices.clear(Notices.LOST, at);
        notices.clear(Notices.REFUSES, at);
    }

    /// Does what time brings; called many times a second.
    void duty(Received now) {
        tags.duty(now.nanos());
        Pending asked = pending;
        switch (state) {
            case IDLE, BACKOFF, STOPPED -> {}
            case CONNECTED -> {
                if (now.nanos() - deadlineNanos > 0) {
                    var _ = counters.add(LlrpCounter.SILENCES);
                    giveUp("reader did not greet", now);
                }
            }
            case NEGOTIATE, IDENTIFY, CONFIGURE -> {
                if (asked != null && now.nanos() - asked.deadlineNanos > 0) {
                    missed(asked.step, now);
                }
            }
            case RUNNING -> {
                if (now.nanos() - lastLifeNanos > settings.silenceNanos()) {
                    var _ = counters.add(LlrpCounter.SILENCES);
                    giveUp("silence", now);
                }
            }
            case CLOSING -> {
                if (asked != null && now.nanos() - asked.deadlineNanos > 0) {
                    missed(asked.step, now);
                } else if (asked == null && now.nanos() - deadlineNanos > 0) {
                    become(LlrpState.STOPPED);
                }
            }
        }
    }

    private void missed(SetupStep step, Received now) {
        var _ = counters.add(LlrpCounter.ANSWERS_MISSED);
        pending = null;
        switch (step) {
            case GET_VERSION, SET_VERSION, STOP_RO_SPEC -> done(step, Optional.empty(), now);
            case CLOSE -> become(LlrpState.STOPPED);
            case CAPABILITIES,
                    IDENTIFICATION,
                    STATE_BEFORE,
                    DELETE_ACCESS_SPECS,
                    DELETE_RO_SPECS,
                    FACTORY_RESET,
                    SET_CONFIG,
                    ADD_RO_SPEC,
                    ENABLE_RO_SPEC,
                    START_RO_SPEC,
                    STATE_AFTER ->
                    giveUp("no answer", now);
        }
    }

    /// Takes leave of the reader; over when the state is STOPPED.
    void stop(Received now) {
        tags.flush();
        switch (state) {
            case IDLE, BACKOFF, CONNECTED -> become(LlrpState.STOPPED);
            case NEGOTIATE, IDENTIFY -> {
                become(LlrpState.CLOSING);
                ask(SetupStep.CLOSE, now);
            }
            case CONFIGURE, RUNNING -> {
                become(LlrpState.CLOSING);
                ask(SetupStep.STOP_RO_SPEC, now);
            }
            case CLOSING, STOPPED -> {}
        }
    }
}
