package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.Repetition;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.Received;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Turns what the drivers of one radio system hand up into events. A machine without thread or
/// clock: time is the monotonic stamp of what arrived, so that a jump of the wall clock means
/// nothing; owned by the station's thread. Whatever arrives, it does not throw, and what it keeps
/// is bounded.
final class AirListener {

    /// Slots of repeaters that are listened to at a time; the one heard longest ago gives way.
    static final int MAX_SLOTS = 512;

    /// A slot that was quiet for so long is forgotten: no packet waits longer for its rest.
    static final long IDLE_MS = 30_000;

    /// Repeaters whose state is known.
    static final int MAX_REPEATERS = 2_048;

    private static final int FLCO_POSITION = 0x08;

    private final Map<Place, SlotListener> slots = new LinkedHashMap<>();
    private final Set<Integer> usable = new HashSet<>();
    private final Repetition repetition = new Repetition(SlotListener.REPEATED_MS);
    private final Reporter reporter;
    private final Calls calls;
    private final Emergencies emergencies;
    private final Messages messages;
    private final Habits habits;
    private final AirCounters counters;
    private final Supplier<List<MakerSign>> identity;
    private final long originNanos;
    private long nowMs;

    /// @param identity what the system says of its maker, asked for when it becomes usable
    /// @param now the moment from which time is counted
    AirListener(
            Reporter reporter,
            Replies replies,
            Habits habits,
            AirCounters counters,
            Supplier<List<MakerSign>> identity,
            Received now) {
        this.reporter = reporter;
        this.calls = new Calls(reporter, counters);
        this.emergencies = new Emergencies(reporter, counters);
        this.messages = new Messages(reporter, replies, habits, counters);
        this.habits = habits;
        this.counters = counters;
        this.identity = identity;
        this.originNanos = now.nanos();
    }

    /// Never backwards, so that what arrived out of order is taken as it came.
    private long at(Received received) {
        nowMs = Math.max(nowMs, TimeUnit.NANOSECONDS.toMillis(received.nanos() - originNanos));
        return nowMs;
    }

    /// Takes what a driver handed up.
    void take(AirEvent event) {
        long now = at(event.received());
        switch (event) {
            case AirEvent.Burst burst -> {
                int repeater = burst.route().isPresent() ? burst.route().get().repeaterId() : 0;
                slot(new Place(repeater, burst.slot()), burst.received(), now).burst(burst, now);
            }
            case AirEvent.SlotLost lost -> {
                SlotListener slot = slots.get(new Place(0, lost.slot()));
                if (slot != null) {
                    slot.end(End.SILENCE, now);
                }
            }
            case AirEvent.LinkControl control -> linkControl(control, now);
            case AirEvent.Usable state -> usable(state, now);
        }
    }

    private SlotListener slot(Place place, Received received, long now) {
        SlotListener slot = slots.remove(place);
        if (slot == null) {
            slot =
                    new SlotListener(
                            place, calls, emergencies, messages, habits, counters, received, now);
        }
        slots.put(place, slot);
        if (slots.size() > MAX_SLOTS) {
            SlotListener eldest = slots.remove(slots.keySet().iterator().next());
            counters.add(AirCounter.SLOTS_EVICTED);
            if (eldest != null) {
                eldest.end(End.LINK_LOST, now);
            }
        }
        return slot;
    }

    private void linkControl(AirEvent.LinkControl control, long now) {
        if (!control.position()) {
            counters.add(AirCounter.ALIASES_IGNORED);
            return;
        }
        byte[] octets = new byte[LinkControl.LENGTH_BYTES];
        octets[0] = FLCO_POSITION;
        int count = Math.min(LinkControl.CONTENT_BYTES, control.octets().length);
        System.arraycopy(
                control.octets(),
                0,
                octets,
                LinkControl.LENGTH_BYTES - LinkControl.CONTENT_BYTES,
                count);
        if (LinkControl.decode(Octets.of(octets)) instanceof GpsInfo position) {
            boolean believed =
                    repetition.believe(
                            new Checked<>(
                                    List.of(control.radio(), position), Assurance.CHECKSUM_5, 0),
                            now);
            messages.position(
                    new RadioAddress(control.radio()),
                    position,
                    believed,
                    0,
                    control.received(),
                    now);
        }
    }

    private void usable(AirEvent.Usable state, long now) {
        int repeater = state.repeaterId().orElse(0);
        boolean whole = state.repeaterId().isEmpty();
        // whatever it was in the middle of is over, also when it began anew
        slots.entrySet()
                .removeIf(entry -> {
                    boolean concerned = whole || entry.getKey().repeaterId() == repeater;
                    if (concerned) {
                        entry.getValue().end(End.LINK_LOST, now);
                    }
                    return concerned;
                });
        if (!state.usable()) {
            usable.remove(repeater);
        } else if (usable.size() < MAX_REPEATERS) {
            usable.add(repeater);
        }
        reporter.tellOfSystem(
                0,
                state.usable() ? identity.get() : List.of(),
                new RadioHealth(
                        state.usable() ? RadioHealth.Condition.UP : RadioHealth.Condition.DOWN,
                        code(state.reason())),
                state.received());
    }

    /// The first words of a reason as a stable word: `no answer: check the cable` is `NO_ANSWER`.
    static String code(String reason) {
        int colon = reason.indexOf(':');
        String words = colon > 0 ? reason.substring(0, colon) : reason;
        String code = words.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return code.substring(0, Math.min(code.length(), RadioHealth.MAX_CODE_CHARS));
    }

    /// Whether anything could hear us.
    boolean connected() {
        return !usable.isEmpty();
    }

    /// Ends what time ends; called several times a second.
    void tick(Received received) {
        long now = at(received);
        slots.values().forEach(slot -> slot.tick(now));
        slots.values().removeIf(slot -> slot.isIdle(now - IDLE_MS));
        calls.tick(now);
    }

    /// The station ends: so does every call.
    void stop(Received received) {
        long now = at(received);
        slots.values().forEach(slot -> slot.end(End.LINK_LOST, now));
        slots.clear();
    }

    int slots() {
        return slots.size();
    }

    /// Everything that is remembered, for tests of its bounds.
    int remembered() {
        return slots.size() + calls.size() + emergencies.radios() + habits.size();
    }
}
