package dev.gatehouse.drivers.mmdvm;

import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.mmdvm.FrameType;
import dev.gatehouse.protocols.mmdvm.HeardBurst;
import dev.gatehouse.protocols.mmdvm.HostMessage;
import dev.gatehouse.protocols.mmdvm.ModemFrame;
import dev.gatehouse.protocols.mmdvm.ModemFrameReader;
import dev.gatehouse.protocols.mmdvm.ModemMessage;
import dev.gatehouse.protocols.mmdvm.ModemMode;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import dev.gatehouse.protocols.mmdvm.ModemStatus;
import dev.gatehouse.protocols.mmdvm.ModemVersion;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.OptionalInt;
import org.tinylog.Logger;

/// The host's side of one modem (section 10) without a thread or a clock of its own: [#octets]
/// takes what came, [#duty] does what is due. Owned by the thread `radio-<device>`; only the state,
/// the reason and the description may be read by others.
///
/// Whatever goes wrong ends in CLOSED or FAULT and from there at the beginning: a modem that
/// started anew knows nothing of its configuration, so that it is told everything again.
final class ModemMachine {

    /// Longer than the two seconds after which a modem forgets a broken frame or has started anew.
    static final long SETTLE_NANOS = 2_200_000_000L;

    static final long PROBE_NANOS = 1_500_000_000L;
    static final int PROBES = 6;
    static final long ANSWER_NANOS = 2_000_000_000L;
    static final long STATUS_NANOS = 150_000_000L;
    static final long OVERDUE_NANOS = 800_000_000L;
    static final long SILENCE_NANOS = 2_000_000_000L;
    static final long RETRY_NANOS = 5_000_000_000L;
    static final long FAULT_NANOS = 30_000_000_000L;

    /// Data types end here; above it control is a kind of its own.
    private static final int DATA_TYPE_MASK = 0x0F;

    private static final int LAST_VOICE = 5;

    /// Boards that want the short frame of frequencies.
    private static final String NO_POWER_FIELD = "DVMEGA";

    private final String deviceId;
    private final ModemSettings settings;
    private final StreamLink port;
    private final AirSink sink;
    private final ModemCounters counters;
    private final ModemFrameReader reader = ModemFrameReader.forHost();
    private final ModemOutgoing outgoing;
    private volatile ModemState state = ModemState.CLOSED;
    private volatile String reason = "not open yet";
    private volatile Optional<ModemVersion> version = Optional.empty();
    private long nextNanos;
    private int probes;
    private long statusSentNanos;
    private long statusHeardNanos;
    private long questionNanos;
    private boolean statusOutstanding;
    private boolean saidUsable;
    private Received now;

    ModemMachine(
            String deviceId,
            ModemSettings settings,
            StreamLink port,
            AirSink sink,
            ModemCounters counters,
            Received now) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.port = port;
        this.sink = sink;
        this.counters = counters;
        this.now = now;
        this.nextNanos = now.nanos();
        this.outgoing = new ModemOutgoing(settings, this::send, counters, now.nanos());
    }

    ModemState state() {
        return state;
    }

    /// Why it is in its state, in words for the operator.
    String reason() {
        return reason;
    }

    Optional<ModemVersion> version() {
        return version;
    }

    /// A transmission to be sent when its turn comes.
    void transmit(Transmission transmission) {
        if (state == ModemState.STOPPED) {
            transmission.outcome().ended(transmission.id(), Transmission.End.CLOSED);
        } else {
            outgoing.add(transmission);
        }
    }

    /// Octets in the order of their arrival.
    void octets(byte[] octets, Received received) {
        now = received;
        reader.feed(octets, received.nanos(), this::frame);
    }

    /// The stream has a hole: what is held is no beginning any more.
    void gap() {
        reader.discard();
    }

    /// Does what is due.
    ///
    /// @return nanoseconds until there may be more to do
    long duty(Received at) {
        now = at;
        long nanos = at.nanos();
        reader.expire(nanos);
        if (isConnected() && !port.up()) {
            close("port lost", 0);
        }
        switch (state) {
            case CLOSED -> {
                if (port.up() && nanos - nextNanos >= 0) {
                    reader.discard();
                    become(ModemState.SETTLING, "port open", SETTLE_NANOS);
                }
            }
            case SETTLING -> {
                if (isDue()) {
                    startProbing("settled");
                }
            }
            case PROBING -> {
                if (isDue()) {
                    probe();
                }
            }
            case TUNING, CONFIGURING, SWITCHING -> {
                if (isDue()) {
                    silent("no answer to " + state.word());
                }
            }
            case RUNNING -> run();
            case FAULT -> {
                if (isDue()) {
                    become(ModemState.CLOSED, reason, 0);
                }
            }
            case STOPPED -> {}
        }
        outgoing.expire(nanos);
        return waitNanos(nanos);
    }

    private boolean isDue() {
        return now.nanos() - nextNanos >= 0;
    }

    private boolean isConnected() {
        return switch (state) {
            case CLOSED, FAULT, STOPPED -> false;
            case SETTLING, PROBING, TUNING, CONFIGURING, SWITCHING, RUNNING -> true;
        };
    }

    private long waitNanos(long nanos) {
        return switch (state) {
            case CLOSED, FAULT, STOPPED -> STATUS_NANOS;
            case SETTLING, PROBING, TUNING, CONFIGURING, SWITCHING ->
                    Math.clamp(nextNanos - nanos, 0, STATUS_NANOS);
            case RUNNING ->
                    Math.min(
                            Math.clamp(statusSentNanos + STATUS_NANOS - nanos, 0, STATUS_NANOS),
                            outgoing.waitNanos(nanos));
        };
    }

    private void become(ModemState next, String why, long limitNanos) {
        ModemState before = state;
        state = before.transition(next);
        reason = why;
        nextNanos = now.nanos() + limitNanos;
        boolean usable = next == ModemState.RUNNING;
        if (usable != saidUsable) {
            saidUsable = usable;
            Logger.info("MDM-001 modem: device={} state={} reason={}", deviceId, next.word(), why);
            sink.accept(new AirEvent.Usable(deviceId, OptionalInt.empty(), usable, why, now));
        }
    }

    private void close(String why, long pauseNanos) {
        outgoing.interrupted();
        become(ModemState.CLOSED, why, pauseNanos);
    }

    private void silent(String why) {
        counters.add(ModemCounter.SILENCES);
        port.reopen(why);
        close(why, RETRY_NANOS);
    }

    private void fault(String why) {
        counters.add(ModemCounter.FAULTS);
        Logger.error("MDM-002 modem unusable: device={} reason={}", deviceId, why);
        outgoing.interrupted();
        become(ModemState.FAULT, why, FAULT_NANOS);
    }

    private void startProbing(String why) {
        outgoing.interrupted();
        become(ModemState.PROBING, why, 0);
        probes = 0;
        probe();
    }

    private void probe() {
        if (probes == PROBES) {
            silent("no answer: check the cable, the device file and the rate");
            return;
        }
        probes++;
        nextNanos = now.nanos() + PROBE_NANOS;
        var _ = send(new HostMessage.GetVersion());
    }

    private boolean send(HostMessage message) {
        boolean sent = port.send(message.encode().encode());
        if (!sent) {
            counters.add(ModemCounter.SENDS_REFUSED);
        }
        return sent;
    }

    private void frame(ModemFrame frame) {
        counters.add(ModemCounter.FRAMES);
        ModemProtocol protocol = version.map(ModemVersion::protocol).orElse(ModemProtocol.V2);
        switch (ModemMessage.decode(frame, protocol)) {
            case Decoded.Message<ModemMessage>(ModemMessage message) -> message(message);
            case Decoded.Rejected<ModemMessage>(RejectReason why, String detail) -> {
                counters.add(ModemCounter.FRAMES_REJECTED);
                if (state == ModemState.PROBING
                        && frame.type() == FrameType.GET_VERSION.code()
                        && why == RejectReason.UNSUPPORTED) {
                    fault("wrong protocol: " + detail);
                }
            }
        }
    }

    private void message(ModemMessage message) {
        switch (message) {
            case ModemVersion found -> version(found);
            case ModemStatus status -> status(status);
            case HeardBurst burst -> burst(burst);
            case ModemMessage.SlotLost lost -> lost(lost);
            case ModemMessage.Ack ack -> acknowledged(ack);
            case ModemMessage.Nak nak -> refused(nak);
            case ModemMessage.Debug debug ->
                    Logger.debug("MDM-003 modem says: device={} text={}", deviceId, debug.text());
            case ModemMessage.Skipped _ -> counters.add(ModemCounter.FRAMES_SKIPPED);
        }
    }

    private void version(ModemVersion found) {
        if (state != ModemState.PROBING) {
            return;
        }
        version = Optional.of(found);
        if (!found.hasDmr()) {
            fault("the modem's firmware has no DMR");
            return;
        }
        become(ModemState.TUNING, "version " + found.protocol().number(), ANSWER_NANOS);
        if (found.description().startsWith(NO_POWER_FIELD)) {
            var _ = port.send(settings.frequency().encodeShort().encode());
        } else {
            var _ = send(settings.frequency());
        }
    }

    private void acknowledged(ModemMessage.Ack ack) {
        if (state == ModemState.TUNING && ack.type() == FrameType.SET_FREQUENCY.code()) {
            become(ModemState.CONFIGURING, "frequencies taken", ANSWER_NANOS);
            var _ = send(settings.config(version.orElseThrow().protocol()));
        } else if (state == ModemState.CONFIGURING && ack.type() == FrameType.SET_CONFIG.code()) {
            become(ModemState.SWITCHING, "configuration taken", ANSWER_NANOS);
            // Its watchdog has run out while nobody asked for its status: it would leave the mode
            // at
            // once. What it tells now comes before it acknowledges the mode, and is passed over.
            var _ = send(new HostMessage.GetStatus());
            var _ = send(new HostMessage.SetMode(ModemMode.DMR));
        } else if (state == ModemState.SWITCHING && ack.type() == FrameType.SET_MODE.code()) {
            become(ModemState.RUNNING, "running", 0);
            statusHeardNanos = now.nanos();
            statusOutstanding = false;
            outgoing.started();
            askStatus();
        }
    }

    private void refused(ModemMessage.Nak nak) {
        counters.add(ModemCounter.NAKS);
        if (state == ModemState.TUNING && nak.type() == FrameType.SET_FREQUENCY.code()) {
            fault("frequency refused: " + nak.reason());
        } else if (state == ModemState.CONFIGURING && nak.type() == FrameType.SET_CONFIG.code()) {
            fault("configuration refused: " + nak.reason());
        } else if (state == ModemState.SWITCHING && nak.type() == FrameType.SET_MODE.code()) {
            fault("mode refused: " + nak.reason());
        } else if (state == ModemState.RUNNING) {
            outgoing.refused(nak, now.nanos());
        }
    }

    private void run() {
        long nanos = now.nanos();
        if (nanos - statusHeardNanos > SILENCE_NANOS) {
            silent("silent");
            return;
        }
        if (nanos - statusSentNanos >= STATUS_NANOS) {
            askStatus();
        }
        outgoing.duty(nanos);
    }

    private void askStatus() {
        statusSentNanos = now.nanos();
        if (statusOutstanding) {
            // Asked again the answer still covers no more than the first question did.
            if (now.nanos() - questionNanos > OVERDUE_NANOS) {
                outgoing.statusOverdue();
                questionNanos = now.nanos();
                var _ = send(new HostMessage.GetStatus());
            }
            return;
        }
        if (send(new HostMessage.GetStatus())) {
            statusOutstanding = true;
            questionNanos = now.nanos();
            outgoing.statusAsked();
        }
    }

    private void status(ModemStatus status) {
        if (state != ModemState.RUNNING) {
            return;
        }
        statusHeardNanos = now.nanos();
        boolean answers = statusOutstanding;
        statusOutstanding = false;
        count(status, ModemStatus.ADC_OVERFLOW, ModemCounter.ADC_OVERFLOWS);
        count(status, ModemStatus.DAC_OVERFLOW, ModemCounter.DAC_OVERFLOWS);
        count(status, ModemStatus.RX_OVERFLOW, ModemCounter.RX_OVERFLOWS);
        count(status, ModemStatus.TX_OVERFLOW, ModemCounter.TX_OVERFLOWS);
        if (status.mode() != ModemMode.DMR) {
            // It started anew, or its watchdog ran out: it may know nothing of its configuration.
            counters.add(ModemCounter.RECONFIGURED);
            startProbing("the modem left its mode");
            return;
        }
        if (status.transmitting() && !settings.permit().given()) {
            counters.add(ModemCounter.TRANSMITTING_UNBIDDEN);
        }
        if (answers && !outgoing.status(status, now.nanos())) {
            counters.add(ModemCounter.TRANSMIT_TIMEOUTS);
            startProbing("transmitting for too long");
        }
    }

    private void count(ModemStatus status, int flag, ModemCounter counter) {
        if ((status.flags() & flag) != 0) {
            counters.add(counter);
        }
    }

    private void lost(ModemMessage.SlotLost lost) {
        if (state == ModemState.RUNNING) {
            counters.add(ModemCounter.LOST_CALLS);
            outgoing.quiet(lost.slot());
            sink.accept(new AirEvent.SlotLost(deviceId, lost.slot(), now));
        }
    }

    private void burst(HeardBurst burst) {
        if (state != ModemState.RUNNING) {
            return;
        }
        Optional<Claim> claim = claim(burst);
        if (claim.isEmpty()) {
            counters.add(ModemCounter.ODD_CONTROL);
            return;
        }
        if (claim.get().kind() == Claim.Kind.DATA && !DataBurst.hasDataSync(burst.burst())) {
            counters.add(ModemCounter.PHANTOMS);
            return;
        }
        counters.add(ModemCounter.BURSTS);
        outgoing.heard(burst.slot(), now.nanos());
        if (burst.control() == HeardBurst.WAKE_UP) {
            counters.add(ModemCounter.WAKE_UPS);
            outgoing.wakeUp(now.nanos());
        }
        OptionalInt raw = burst.rawRssi();
        sink.accept(
                new AirEvent.Burst(
                        deviceId,
                        burst.slot(),
                        burst.burst(),
                        claim.get(),
                        raw.isPresent() ? settings.rssi().dbm(raw.getAsInt()) : raw,
                        OptionalInt.empty(),
                        Optional.empty(),
                        now));
    }

    private static Optional<Claim> claim(HeardBurst burst) {
        int control = burst.control();
        if (control == HeardBurst.WAKE_UP || (control & ~DATA_TYPE_MASK) == HeardBurst.DATA_SYNC) {
            return Optional.of(new Claim(Claim.Kind.DATA, control & DATA_TYPE_MASK));
        }
        if (control == HeardBurst.VOICE_SYNC) {
            return Optional.of(new Claim(Claim.Kind.VOICE_SYNC, 0));
        }
        return control >= 1 && control <= LAST_VOICE
                ? Optional.of(new Claim(Claim.Kind.VOICE, control))
                : Optional.empty();
    }

    /// Leaves the air and ends.
    void stop(Received at) {
        now = at;
        if (state == ModemState.RUNNING) {
            outgoing.leaveAir();
            var _ = send(new HostMessage.SetMode(ModemMode.IDLE));
        }
        if (state != ModemState.STOPPED) {
            become(ModemState.STOPPED, "stopped", 0);
        }
        outgoing.end();
    }

    /// Octets and frames that the reader had to throw away.
    long skippedOctets() {
        return reader.skippedOctets();
    }

    long discardedPartials() {
        return reader.discardedPartials();
    }

    int waitingTransmissions() {
        return outgoing.waiting();
    }
}
