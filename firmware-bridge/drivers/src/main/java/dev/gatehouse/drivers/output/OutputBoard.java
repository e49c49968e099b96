package dev.gatehouse.drivers.output;

import java.io.IOException;
import java.util.List;

/// Where the lines of the outputs are.
interface OutputBoard {

    /// For counters and logs, e.g. `gpio:pinctrl-rp1`.
    String address();

    /// Takes the lines, all of them inactive.
    ///
    /// @param order the index of an output here is its bit at the lines
    /// @throws IOException when they are not there, or somebody else has them
    /// @throws IllegalArgumentException when they cannot be outputs
    Held request(List<Output> order, OutputSettings settings) throws IOException;

    /// Lines that are ours until closed; what becomes of them then is up to their wiring.
    interface Held extends AutoCloseable {
        /// Sets all of them at once.
        ///
        /// @param active by index
        void set(long active) throws IOException;

        /// What stands at them now, by index.
        long levels() throws IOException;

        @Override
        void close();
    }
}
