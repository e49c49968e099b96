package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.Octets;
import java.util.Optional;

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
        return new ReaderTraits(
                false,
                hasClock,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                output,
                wrongAnswerType);
    }

    public ReaderTraits withoutClock() {
        return new ReaderTraits(
                version2,
                false,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                output,
                wrongAnswerType);
    }

    public ReaderTraits clockAhead(long ms) {
        return new ReaderTraits(
                version2,
                hasClock,
                ms,
                holds,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                output,
                wrongAnswerType);
    }

    public ReaderTraits withoutHolding() {
        return new ReaderTraits(
                version2,
                hasClock,
                clockAheadMs,
                false,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                output,
                wrongAnswerType);
    }

    public ReaderTraits buffering(int reports) {
        return new ReaderTraits(
                version2,
                hasClock,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                reports,
                refusal,
                output,
                wrongAnswerType);
    }

    public ReaderTraits refusing(int type, int status, int parameter) {
        return new ReaderTraits(
                version2,
                hasClock,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                bufferLimit,
                Optional.of(new Refusal(type, status, parameter)),
                output,
                wrongAnswerType);
    }

    public ReaderTraits sending(Output way) {
        return new ReaderTraits(
                version2,
                hasClock,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                way,
                wrongAnswerType);
    }

    public ReaderTraits answeringWithWrongType() {
        return new ReaderTraits(
                version2,
                hasClock,
                clockAheadMs,
                holds,
                readerId,
                antennas,
                bufferLimit,
                refusal,
                output,
                true);
    }
}
