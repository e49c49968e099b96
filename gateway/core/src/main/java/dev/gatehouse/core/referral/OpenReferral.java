package dev.gatehouse.core.referral;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A referral as it is kept over a restart: every transition so far, so that those the journal
/// lacks can be appended again under their own tags. Content: seal it before it touches a disk.
///
/// The list held for a restart also has referrals released without examination, whose disposition
/// is still owed, and the last ones closed, so that a repeated command is told so instead of
/// "unknown".
///
/// @param transitions in the order of `step`, from 0 without a gap, at most 16
/// @param escalations raised so far
/// @param journalled leading transitions that the journal has: they are never appended again,
///   however long ago that was (the journal's own memory of tags ends somewhere)
public record OpenReferral(List<ReferralTransition> transitions, int escalations, int journalled) {
    /// The longest legal history has 8 steps.
    public static final int MAX_TRANSITIONS = 16;

    /// Most referrals one list may hold.
    public static final int MAX_REFERRALS = 4_096;

    private static final int MAX_TRANSITION_BYTES = 16_384;
    private static final byte FORMAT_VERSION = 2;

    public OpenReferral {
        transitions = List.copyOf(transitions);
        if (transitions.isEmpty() || transitions.size() > MAX_TRANSITIONS || escalations < 0) {
            throw new IllegalArgumentException(
                    "transitions: expected 1.."
                            + MAX_TRANSITIONS
                            + ", found "
                            + transitions.size()
                            + "; escalations "
                            + escalations);
        }
        if (journalled < 0 || journalled > transitions.size()) {
            throw new IllegalArgumentException(
                    "journalled: expected 0.." + transitions.size() + ", found " + journalled);
        }
        @Nullable Stage before = null;
        for (int step = 0; step < transitions.size(); step++) {
            ReferralTransition transition = transitions.get(step);
            Stage to =
                    Stage.of(transition.getTo())
                            .orElseThrow(() ->
                                    new IllegalArgumentException("referral with an unknown stage"));
            boolean follows =
                    before == null ? to == Stage.RAISED : before.successors().contains(to);
            if (transition.getStep() != step
                    || !follows
                    || !transition.getReferralId().equals(transitions.getFirst().getReferralId())) {
                throw new IllegalArgumentException(
                        "referral history: step " + step + " does not follow");
            }
            before = to;
        }
    }

    /// The same with another mark.
    public OpenReferral withJournalled(int leading) {
        return new OpenReferral(transitions, escalations, leading);
    }

    /// Keyed, deterministic id, 16 hexadecimal digits.
    public String referralId() {
        return transitions.getFirst().getReferralId();
    }

    /// Where it stands.
    public Stage stage() {
        return Stage.of(transitions.getLast().getTo()).orElseThrow();
    }

    /// Content withheld: a transition carries the hit.
    @Override
    public String toString() {
        return "OpenReferral[" + referralId() + ", " + stage() + "]";
    }

    /// All of a list as bytes, for the caller to seal and store.
    ///
    /// ```
    ///  0        1             5
    ///  +--------+-------------+----------------------------------------------------------+
    ///  | ver=2  | count  u32  | count x { escalations u32 | journalled u32 | steps u32 | |
    ///  |        |             |           steps x step }                                 |
    ///  +--------+-------------+----------------------------------------------------------+
    ///                           step = { length u32 | gatehouse.v1.ReferralTransition }
    /// ```
    public static byte[] encode(List<OpenReferral> referrals) {
        List<byte[]> parts = new ArrayList<>();
        int length = 1 + Integer.BYTES;
        for (OpenReferral referral : referrals) {
            length += 3 * Integer.BYTES;
            for (ReferralTransition transition : referral.transitions) {
                byte[] part = transition.toByteArray();
                parts.add(part);
                length += Integer.BYTES + part.length;
            }
        }
        ByteBuffer out = ByteBuffer.allocate(length).put(FORMAT_VERSION).putInt(referrals.size());
        int next = 0;
        for (OpenReferral referral : referrals) {
            out.putInt(referral.escalations)
                    .putInt(referral.journalled)
                    .putInt(referral.transitions.size());
            for (int step = 0; step < referral.transitions.size(); step++) {
                byte[] part = parts.get(next++);
                out.putInt(part.length).put(part);
            }
        }
        return out.array();
    }

    /// The reverse of [#encode]; damaged bytes are refused whole, never thrown.
    public static Decoded<List<OpenReferral>> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 1 + Integer.BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "referral list: expected 5 octets, found " + bytes.length);
        }
        byte version = in.get();
        int count = in.getInt();
        if (version != FORMAT_VERSION || count < 0 || count > MAX_REFERRALS) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "referral list: version " + version + ", count " + count);
        }
        try {
            List<OpenReferral> referrals = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                referrals.add(read(in));
            }
            return in.hasRemaining()
                    ? Decoded.rejected(
                            RejectReason.LEFTOVER,
                            "referral list: leftover octets " + in.remaining())
                    : Decoded.message(referrals);
        } catch (InvalidProtocolBufferException
                | BufferUnderflowException
                | IllegalArgumentException _) {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX, "referral list: damaged at octet " + in.position());
        }
    }

    private static OpenReferral read(ByteBuffer in) throws InvalidProtocolBufferException {
        int escalations = in.getInt();
        int journalled = in.getInt();
        int steps = in.getInt();
        if (steps < 1 || steps > MAX_TRANSITIONS) {
            throw new IllegalArgumentException("steps out of range");
        }
        List<ReferralTransition> transitions = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int length = in.getInt();
            if (length < 0 || length > MAX_TRANSITION_BYTES || length > in.remaining()) {
                throw new IllegalArgumentException("step length out of range");
            }
            byte[] part = new byte[length];
            in.get(part);
            transitions.add(ReferralTransition.parseFrom(part));
        }
        return new OpenReferral(transitions, escalations, journalled);
    }
}
