package dev.gatehouse.simulators.dispatch;

import java.util.concurrent.atomic.LongAdder;

/// What simulated radios did and were told; read by any thread.
public final class PeerCounts {

    final LongAdder registrationsSent = new LongAdder();
    final LongAdder registrationsGranted = new LongAdder();
    final LongAdder registrationsRefused = new LongAdder();
    final LongAdder textsSent = new LongAdder();
    final LongAdder textsConfirmed = new LongAdder();
    final LongAdder textsReceived = new LongAdder();
    final LongAdder placesSent = new LongAdder();
    final LongAdder emergenciesSent = new LongAdder();
    final LongAdder callsMade = new LongAdder();
    final LongAdder checksAnswered = new LongAdder();
    final LongAdder givenUp = new LongAdder();

    public long registrationsSent() {
        return registrationsSent.sum();
    }

    public long registrationsGranted() {
        return registrationsGranted.sum();
    }

    public long registrationsRefused() {
        return registrationsRefused.sum();
    }

    public long textsSent() {
        return textsSent.sum();
    }

    /// Texts of radios that the booth said it has.
    public long textsConfirmed() {
        return textsConfirmed.sum();
    }

    /// Texts of the booth that reached a radio, each once.
    public long textsReceived() {
        return textsReceived.sum();
    }

    public long placesSent() {
        return placesSent.sum();
    }

    public long emergenciesSent() {
        return emergenciesSent.sum();
    }

    public long callsMade() {
        return callsMade.sum();
    }

    /// Messages that the booth never acknowledged.
    public long givenUp() {
        return givenUp.sum();
    }

    @Override
    public String toString() {
        return "registrations "
                + registrationsGranted.sum()
                + "/"
                + registrationsSent.sum()
                + ", texts "
                + textsConfirmed.sum()
                + "/"
                + textsSent.sum()
                + " (received "
                + textsReceived.sum()
                + "), places "
                + placesSent.sum()
                + ", emergencies "
                + emergenciesSent.sum()
                + ", calls "
                + callsMade.sum()
                + ", given up "
                + givenUp.sum();
    }
}
