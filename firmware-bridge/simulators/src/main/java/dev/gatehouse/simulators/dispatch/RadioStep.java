package dev.gatehouse.simulators.dispatch;

/// One thing that one radio does.
///
/// @param atMs after the scenario's start
/// @param radio number of the radio, from 0
/// @param act what it does
record RadioStep(long atMs, int radio, Act act) {

    /// What a radio does.
    sealed interface Act {}

    /// It is switched on.
    record Register() implements Act {}

    /// It is switched off.
    record Leave() implements Act {}

    /// It sends a text to the dispatcher.
    record Say(String text) implements Act {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Say[content withheld]";
        }
    }

    /// It tells where it is.
    record Locate(double latitude, double longitude, double knots, int directionDeg)
            implements Act {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Locate[content withheld]";
        }
    }

    /// Its user calls for help, wherever that is.
    record CallForHelp(double latitude, double longitude) implements Act {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "CallForHelp[content withheld]";
        }
    }

    /// Its user talks to a group.
    record Talk(int group, long durationMs) implements Act {}
}
