package dev.gatehouse.drivers.radio;

import java.util.List;

/// Bursts that are to go on the air together, in this order, each once. Already encoded: with sync,
/// slot type and colour code of the system they are for.
///
/// @param id of the sender's choice; comes back with the outcome
/// @param priority lower ones wait
/// @param slot 1 or 2; a simplex modem knows only slot 2
/// @param address who sends to whom, for networks that carry it beside the bursts
/// @param bursts of 33 octets each, 1 to [#MAX_BURSTS]
/// @param expiresNanos monotonic time after which it is no longer worth sending
/// @param outcome is told once what became of it, on any thread; returns at once
public record Transmission(
        long id,
        Priority priority,
        int slot,
        Address address,
        List<Outgoing> bursts,
        long expiresNanos,
        Outcome outcome) {

    /// Longest transmission: 60 seconds of air.
    public static final int MAX_BURSTS = 1_000;

    /// Who goes first.
    public enum Priority {
        ALERT,
        TEXT,
        ROUTINE
    }

    /// One burst to be sent.
    ///
    /// @param octets 33 octets
    /// @param claim what it is, for networks that ask
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Outgoing(byte[] octets, AirEvent.Claim claim) {
        public Outgoing {
            if (octets.length != AirEvent.Burst.LENGTH) {
                throw new IllegalArgumentException("burst: expected 33 octets");
            }
        }
    }

    /// Who sends to whom.
    ///
    /// @param source radio id, 24 bits
    /// @param destination radio or group, 24 bits
    /// @param unit to one radio, else to a group
    public record Address(int source, int destination, boolean unit) {
        private static final int MAX_ID = 0xFF_FFFF;

        public Address {
            if (source < 0 || source > MAX_ID || destination < 0 || destination > MAX_ID) {
                throw new IllegalArgumentException("address: expected ids of 24 bits");
            }
        }

        /// Without addresses.
        @Override
        public String toString() {
            return "Address[withheld]";
        }
    }

    /// What became of a transmission.
    public enum End {
        /// Every burst went to the air.
        SENT,
        /// Transmitting is not switched on, or no frequency is authorised.
        NOT_PERMITTED,
        /// Too many wait, and this one was the least urgent.
        QUEUE_FULL,
        /// Nothing is connected that could send it, or not in this slot.
        NOT_READY,
        /// Its time passed before it could begin.
        EXPIRED,
        /// Every attempt failed.
        FAILED,
        /// The system was closed.
        CLOSED
    }

    /// Hears once how a transmission ended.
    @FunctionalInterface
    public interface Outcome {
        void ended(long id, End end);
    }

    public Transmission {
        bursts = List.copyOf(bursts);
        if (slot < 1 || slot > 2) {
            throw new IllegalArgumentException("slot: expected 1 or 2, found " + slot);
        }
        if (bursts.isEmpty() || bursts.size() > MAX_BURSTS) {
            throw new IllegalArgumentException(
                    "bursts: expected 1.." + MAX_BURSTS + ", found " + bursts.size());
        }
    }

    /// Without content.
    @Override
    public String toString() {
        return "Transmission[" + id + ", " + priority + ", " + bursts.size() + " bursts]";
    }
}
