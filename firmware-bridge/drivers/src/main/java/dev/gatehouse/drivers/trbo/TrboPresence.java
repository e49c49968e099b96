package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.RadioPresence;
import dev.gatehouse.drivers.trbo.TrboMachine.Radio;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioRegistration.State;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.ArsMessage.Flags;
import dev.gatehouse.protocols.trbo.ArsMessage.Response;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Who is present (sheet, section 2): registrations answered, overdue radios asked three times,
/// then gone. Owned by the system's thread.
final class TrboPresence {

    static final int LIMIT = 16_384;

    private static final int SECONDS_PER_UNIT = Response.REFRESH_UNIT_MINUTES * 60;

    private final TrboSettings settings;
    private final DispatchCounters counters;
    private final TrboMachine machine;
    private final TrboPlaces places;
    private final RadioPresence<Radio> presence;

    TrboPresence(
            TrboSettings settings,
            DispatchCounters counters,
            TrboMachine machine,
            TrboPlaces places) {
        this.settings = settings;
        this.counters = counters;
        this.machine = machine;
        this.places = places;
        this.presence =
                new RadioPresence<>(
                        new RadioPresence.Settings(
                                renewSeconds(settings) * 1_500L, 60_000, 3, LIMIT));
    }

    private static long renewSeconds(TrboSettings settings) {
        return (long) settings.refreshHalfHours() * SECONDS_PER_UNIT;
    }

    void message(Radio radio, ArsMessage message, Received now) {
        switch (message) {
            case ArsMessage.Registration registration -> registered(radio, registration, now);
            case ArsMessage.Deregistration left -> {
                if (!left.user()) {
                    presence.offline(radio.id());
                    places.forget(radio.id());
                    report(radio.id(), State.DEREGISTERED, OptionalLong.empty(), now);
                }
            }
            case Response _ -> heard(radio, now);
            case ArsMessage.Query _, ArsMessage.Other _ ->
                    counters.add(DispatchCounter.UNKNOWN_MESSAGES);
        }
    }

    private void registered(Radio radio, ArsMessage.Registration registration, Received now) {
        counters.add(DispatchCounter.REGISTRATIONS);
        registration.names().ifPresent(names -> checkName(radio, names));
        boolean admitted = settings.admission().admits(radio.id());
        boolean room = admitted && presence.online(radio.id(), radio, now.nanos());
        if (admitted && !room) {
            counters.add(DispatchCounter.PRESENCE_FULL);
        }
        if (!admitted) {
            counters.add(DispatchCounter.REGISTRATIONS_REFUSED);
        }
        OptionalLong renew =
                room && settings.maySend()
                        ? OptionalLong.of(renewSeconds(settings))
                        : OptionalLong.empty();
        boolean told = report(radio.id(), room ? State.REGISTERED : State.REFUSED, renew, now);
        if (!told || !registration.flags().acknowledge()) {
            return;
        }
        Response response =
                room
                        ? new Response(
                                registration.user(),
                                Flags.PLAIN,
                                OptionalInt.of(settings.refreshHalfHours()),
                                false)
                        : new Response(
                                registration.user(),
                                Flags.ASKING,
                                OptionalInt.of(Response.NOT_AUTHORISED),
                                false);
        machine.answer(TrboPort.REGISTRATION, radio, response.encode());
        if (room) {
            places.registered(radio.id(), now);
        }
    }

    /// The address counts; a device id that is another number is worth a counter.
    private void checkName(Radio radio, ArsMessage.Names names) {
        String device = new String(names.device().toArray(), StandardCharsets.UTF_8).strip();
        if (!device.isEmpty() && !device.equals(Integer.toString(radio.id()))) {
            counters.add(DispatchCounter.IDENTITY_MISMATCHES);
        }
    }

    /// Any message of a radio.
    void heard(Radio radio, Received now) {
        presence.where(radio.id())
                .ifPresent(where -> presence.heard(radio.id(), where, now.nanos()));
    }

    private boolean report(int radioId, State state, OptionalLong renew, Received now) {
        return machine.report(
                radioId,
                OptionalInt.empty(),
                false,
                new RadioRegistration(state, renew),
                now,
                UnaryOperator.identity());
    }

    void duty(Received now) {
        for (RadioPresence.Due<Radio> due : presence.due(now.nanos())) {
            if (due.gone()) {
                counters.add(DispatchCounter.PRESENCE_EXPIRED);
                places.forget(due.radioId());
                report(due.radioId(), State.EXPIRED, OptionalLong.empty(), now);
            } else {
                counters.add(DispatchCounter.PRESENCE_CHECKS);
                machine.answer(TrboPort.REGISTRATION, due.where(), ArsMessage.Query.ask().encode());
            }
        }
    }
}
