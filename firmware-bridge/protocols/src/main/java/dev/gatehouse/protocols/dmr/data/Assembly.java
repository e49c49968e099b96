package dev.gatehouse.protocols.dmr.data;

import java.util.List;
import java.util.Optional;

/// What came of a packet that was being put together.
public sealed interface Assembly {

    /// The whole packet, its sum good.
    ///
    /// @param duplicate the same one came within the last seconds: answer it, and no more
    /// @param answer owed if the packet was meant for us
    record Received(Packet packet, boolean duplicate, Optional<Answer> answer)
            implements Assembly {}

    /// A confirmed packet with gaps; what has come is kept for the sender's second try.
    ///
    /// @param missing serial numbers
    /// @param answer asks for them
    record Gaps(ConfirmedHeader header, List<Integer> missing, Answer answer) implements Assembly {
        public Gaps {
            missing = List.copyOf(missing);
        }
    }

    /// Nothing can be made of it.
    ///
    /// @param answer that refuses it, where it was confirmed
    record Failed(DataHeader header, Reason reason, Optional<Answer> answer) implements Assembly {}

    /// Why a packet came to nothing; each has a counter of its own with whoever counts.
    enum Reason {
        /// Fewer blocks came than were announced.
        LOST_BLOCKS,
        /// All came, and the sum over them is wrong.
        BAD_SUM,
        /// Blocks of different rates.
        MIXED_RATES,
        /// Another header came before the end.
        INTERRUPTED,
        /// More padding than data.
        BAD_PADDING
    }
}
