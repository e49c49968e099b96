package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.air.Calls.Call;
import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.EmergencyEvidence;
import dev.gatehouse.protocols.dmr.Heard;
import dev.gatehouse.protocols.dmr.Repetition;
import dev.gatehouse.protocols.dmr.SlotReader;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.TalkerAliasBlock;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.Received;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one slot of one repeater hears, burst by burst. Owned by the station's thread.
final class SlotListener {

    /// Without speech for so long a call is over (sheet, section 3: 360 to 720 ms).
    static final long SILENCE_MS = 600;

    /// Two equal messages of few check bits within so long are believed: six superframes, so that
    /// an alias and a place may take turns with the link control.
    static final long REPEATED_MS = 2_160;

    private final Place place;
    private final Calls calls;
    private final Emergencies emergencies;
    private final Messages messages;
    private final Habits habits;
    private final AirCounters counters;
    private final SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
    private final Repetition repetition = new Repetition(REPEATED_MS);
    private final DataOrder order;
    private @Nullable Speech speech;
    private @Nullable Call call;
    private Optional<Checked<GpsInfo>> early = Optional.empty();
    private Received lastReceived;
    private long lastMs;

    SlotListener(
            Place place,
            Calls calls,
            Emergencies emergencies,
            Messages messages,
            Habits habits,
            AirCounters counters,
            Received now,
            long nowMs) {
        this.place = place;
        this.calls = calls;
        this.emergencies = emergencies;
        this.messages = messages;
        this.habits = habits;
        this.counters = counters;
        this.order = new DataOrder(counters);
        this.lastReceived = now;
        this.lastMs = nowMs;
    }

    /// Takes a burst as it arrived.
    void burst(Burst burst, long nowMs) {
        lastMs = nowMs;
        lastReceived = burst.received();
        counters.add(AirCounter.BURSTS);
        silence(nowMs);
        order.take(burst, nowMs).forEach(each -> inOrder(each, nowMs));
    }

    private void inOrder(Burst burst, long nowMs) {
        SlotReader.Reading reading = reader.read(burst.octets(), nowMs);
        switch (reading.burst()) {
            case Decoded.Message<? extends dev.gatehouse.protocols.dmr.link.Burst>(var read) ->
                    counters.add(AirCounter.CORRECTED_BITS, read.correctedBits());
            case Decoded.Rejected<? extends dev.gatehouse.protocols.dmr.link.Burst> _ -> {
                // counted as the unreadable that it is
            }
        }
        hear(reading.heard(), burst, nowMs);
    }

    /// What time ends.
    void tick(long nowMs) {
        order.due(nowMs).forEach(each -> inOrder(each, nowMs));
        List<Heard> heard = reader.tick(nowMs);
        for (int i = 0; i < heard.size(); i++) {
            packet(heard, i, nowMs);
        }
        silence(nowMs);
    }

    private void silence(long nowMs) {
        Speech now = speech;
        if (now != null && nowMs - now.lastMs() > SILENCE_MS) {
            endSpeech(End.SILENCE, nowMs);
        }
    }

    /// The receiver lost it, or the repeater went away.
    void end(End how, long nowMs) {
        endSpeech(how, nowMs);
    }

    /// Whether nothing of it need be kept.
    boolean isIdle(long sinceMs) {
        return speech == null && lastMs < sinceMs;
    }

    private void hear(List<Heard> heard, Burst burst, long nowMs) {
        for (int i = 0; i < heard.size(); i++) {
            switch (heard.get(i)) {
                case Heard.CallHeader(Checked<LinkControl> control) ->
                        header(control, heard.get(i), burst, nowMs);
                case Heard.Embedded(Checked<LinkControl> control) ->
                        embedded(control, heard.get(i), burst, nowMs);
                case Heard.Terminator(Checked<LinkControl> control) ->
                        terminator(control, heard.get(i), burst, nowMs);
                case Heard.Speech(char _, var errors, boolean anchored) -> {
                    if (anchored || speech != null) {
                        Speech now = speech(burst, nowMs);
                        now.heard(burst, nowMs);
                        now.errors(errors, burst);
                    } else {
                        counters.add(AirCounter.BURSTS_UNANCHORED);
                    }
                }
                case Heard.RepeatedSpeech _ -> counters.add(AirCounter.BURSTS_REPEATED);
                case Heard.Privacy _ -> {
                    Speech now = speech(burst, nowMs);
                    now.heard(burst, nowMs);
                    now.encrypted();
                }
                case Heard.Alias _ -> counters.add(AirCounter.ALIASES_IGNORED);
                case Heard.Control(Checked<Csbk> block) ->
                        control(block, heard.get(i), burst, nowMs);
                case Heard.PacketHeader _ -> {
                    endSpeech(End.SUPERSEDED, nowMs);
                    emergency(heard.get(i), false, burst, nowMs);
                }
                case Heard.Message _, Heard.PacketEnd _ -> packet(heard, i, nowMs);
                case Heard.Unified _, Heard.LongControl _ -> counters.add(AirCounter.NOT_REPORTED);
                case Heard.Reverse _, Heard.Idle _ -> {
                    // of no meaning to the booth
                }
                case Heard.Unreadable(RejectReason reason, String _) -> {
                    counters.add(AirCounter.BURSTS_UNREADABLE);
                    counters.rejected(reason);
                    if (reason == RejectReason.BAD_CHECKSUM) {
                        counters.add(AirCounter.BURSTS_CRC_FAILED);
                    }
                }
            }
        }
    }

    private Speech speech(Burst burst, long nowMs) {
        Speech now = speech;
        if (now == null) {
            now = new Speech(burst, nowMs);
            speech = now;
        }
        return now;
    }

    private void header(Checked<LinkControl> control, Heard heard, Burst burst, long nowMs) {
        boolean believed = repetition.believe(control, nowMs);
        emergency(heard, believed, burst, nowMs);
        if (!(control.value() instanceof VoiceChannelUser of)) {
            counters.add(AirCounter.NOT_REPORTED);
            return;
        }
        Call now = call;
        Speech before = speech;
        if ((now != null && believed && !now.is(of)) || (before != null && before.isOver(burst))) {
            endSpeech(End.SUPERSEDED, nowMs);
        }
        Speech spoken = speech(burst, nowMs);
        spoken.heard(burst, nowMs);
        spoken.header(of);
        if (call == null && believed) {
            begin(of, spoken, nowMs);
        }
    }

    private void embedded(Checked<LinkControl> control, Heard heard, Burst burst, long nowMs) {
        boolean believed = repetition.believe(control, nowMs);
        emergency(heard, believed, burst, nowMs);
        switch (control.value()) {
            case VoiceChannelUser of -> {
                Call now = call;
                if (now != null && believed && !now.is(of)) {
                    endSpeech(End.SUPERSEDED, nowMs);
                }
                if (call == null && believed) {
                    begin(of, speech(burst, nowMs), nowMs);
                    now = call;
                    if (now != null) {
                        position(now, burst, nowMs);
                    }
                }
            }
            case GpsInfo position -> {
                Call now = call;
                early = Optional.of(new Checked<>(position, assurance(believed), 0));
                if (now != null) {
                    position(now, burst, nowMs);
                }
            }
            case TalkerAliasBlock _ -> {
                // told as a whole
            }
            default -> counters.add(AirCounter.NOT_REPORTED);
        }
    }

    /// What came twice is worth a sum of its own.
    private static Assurance assurance(boolean believed) {
        return believed ? Assurance.CRC_CCITT : Assurance.CHECKSUM_5;
    }

    private void position(Call of, Burst burst, long nowMs) {
        early.ifPresent(position ->
                messages.position(
                        of.source(),
                        position.value(),
                        position.verified(),
                        place.slot(),
                        burst.received(),
                        nowMs));
        early = Optional.empty();
    }

    private void terminator(Checked<LinkControl> control, Heard heard, Burst burst, long nowMs) {
        boolean believed = repetition.believe(control, nowMs);
        emergency(heard, believed, burst, nowMs);
        Speech spoken = speech;
        if (spoken == null) {
            return;
        }
        if (control.value() instanceof VoiceChannelUser of && believed) {
            Call now = call;
            if (now != null && !now.is(of)) {
                endSpeech(End.SUPERSEDED, nowMs);
                return;
            }
            if (now == null && spoken.spoken()) {
                begin(of, spoken, nowMs);
            }
        }
        spoken.heard(burst, nowMs);
        endSpeech(End.TERMINATOR, nowMs);
    }

    private void begin(VoiceChannelUser of, Speech spoken, long nowMs) {
        if (!of.source().isUnit()) {
            if (spoken.refuse()) {
                counters.add(AirCounter.NO_UNIT);
            }
            return;
        }
        habits.heard(of.source().number(), place.slot());
        call = calls.join(place, of, !spoken.hadHeader(of), spoken, nowMs);
    }

    private void endSpeech(End how, long nowMs) {
        Speech spoken = speech;
        Call of = call;
        speech = null;
        call = null;
        early = Optional.empty();
        if (spoken == null) {
            return;
        }
        if (of != null) {
            calls.leave(of, place, how, spoken, nowMs);
        } else if (spoken.spoken()) {
            counters.add(AirCounter.CALLS_UNIDENTIFIED);
        }
    }

    private void control(Checked<Csbk> block, Heard heard, Burst burst, long nowMs) {
        Optional<EmergencyEvidence> evidence = EmergencyEvidence.in(heard);
        if (evidence.isPresent() && !evidence.get().certain()) {
            // its sum is good, what it means is not sure: a second one makes it so
            boolean again =
                    repetition.believe(new Checked<>(block.value(), Assurance.NONE, 0), nowMs);
            emergency(heard, again, burst, nowMs);
        } else if (evidence.isPresent()) {
            emergency(heard, true, burst, nowMs);
        } else {
            messages.control(block.value(), place, burst.received(), nowMs);
        }
    }

    private void emergency(Heard heard, boolean repeated, Burst burst, long nowMs) {
        EmergencyEvidence.in(heard)
                .ifPresent(evidence ->
                        emergencies.heard(
                                evidence, repeated, place.slot(), burst.received(), nowMs));
    }

    private void packet(List<Heard> heard, int at, long nowMs) {
        switch (heard.get(at)) {
            case Heard.PacketEnd end -> {
                boolean message =
                        at + 1 < heard.size() && heard.get(at + 1) instanceof Heard.Message;
                messages.packet(end.assembly(), message, place, lastReceived, nowMs);
            }
            case Heard.Message message -> messages.message(message, place, lastReceived, nowMs);
            default -> throw new IllegalStateException("only packets end by time");
        }
    }
}
