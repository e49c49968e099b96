package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.Octets;
import java.util.Optional;
import java.util.function.Consumer;

/// What a simulated reader is like (section 9).
///
/// @param version2 knows LLRP 1.1; otherwise it refuses what 1.0.1 does not have
/// @param hasClock tells UTC; otherwise the time since its start
/// @param clockAheadMs how wrong its clock is
/// @param holds can keep reports until they are asked for
/// @param readerId its Identification
/// @param antennas how many
/// @param bufferLimit reports that it keeps while there is nobody
/// @param refusal what it refuses
/// @param output how its octets go out
/// @param wrongAnswerType answers START_ROSPEC with the type of another answer
public record ReaderTraits(
        boolean version2,
        boolean hasClock,
        long clockAheadMs,
        boolean holds,
        Octets readerId,
        int antennas,
        int bufferLimit,
        Optional<Refusal> refusal,
        Output output,
        boolean wrongAnswerType) {

    /// How octets go out.
    public enum Output {
        /// Each message in one piece.
        WHOLE,
        /// Octet by octet and in pieces of a few.
        FRAGMENTED,
        /// As many messages in one piece as there are.
        COALESCED
    }

    /// A request that is refused.
    ///
    /// @param type of the request
    /// @param status code of the answer
    /// @param parameter that is named, 0 for none; the request is granted once it is not in it any
    ///   more
    public record Refusal(int type, int status, int parameter) {}

    /// A reader of today that does all it should.
    public static ReaderTraits usual() {
        return new ReaderTraits(
                true,
                true,
                0,
                true,
                Octets.ofHex("001625FFFF000001"),
                2,
                1_000,
                Optional.empty(),
                Output.WHOLE,
                false);
    }

    public ReaderTraits version1Only() {
        return with(draft -> draft.version2 = false);
    }

    public ReaderTraits withoutClock() {
        return with(draft -> draft.hasClock = false);
    }

    public ReaderTraits clockAhead(long ms) {
        return with(draft -> draft.clockAheadMs = ms);
    }

    public ReaderTraits withoutHolding() {
        return with(draft -> draft.holds = false);
    }

    public ReaderTraits buffering(int reports) {
        return with(draft -> draft.bufferLimit = reports);
    }

    public ReaderTraits refusing(int type, int status, int parameter) {
        return with(draft -> draft.refusal = Optional.of(new Refusal(type, status, parameter)));
    }

    public ReaderTraits sending(Output way) {
        return with(draft -> draft.output = way);
    }

    public ReaderTraits answeringWithWrongType() {
        return with(draft -> draft.wrongAnswerType = true);
    }

    private ReaderTraits with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ReaderTraits(
                draft.version2,
                draft.hasClock,
                draft.clockAheadMs,
                draft.holds,
                readerId,
                antennas,
                draft.bufferLimit,
                draft.refusal,
                draft.output,
                draft.wrongAnswerType);
    }

    /// What a wither changes.
    private static final class Draft {
        private boolean version2;
        private boolean hasClock;
        private long clockAheadMs;
        private boolean holds;
        private int bufferLimit;
        private Optional<Refusal> refusal;
        private Output output;
        private boolean wrongAnswerType;

        private Draft(ReaderTraits of) {
            version2 = of.version2;
            hasClock = of.hasClock;
            clockAheadMs = of.clockAheadMs;
            holds = of.holds;
            bufferLimit = of.bufferLimit;
            refusal = of.refusal;
            output = of.output;
            wrongAnswerType = of.wrongAnswerType;
        }
    }
}
