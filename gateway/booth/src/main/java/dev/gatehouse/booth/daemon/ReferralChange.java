package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How one list of open referrals becomes the next. A referral that changed is told as a whole, so
/// that a change makes sense even where the one before it is damaged. Big-endian.
///
/// ```
///  0        1              5
///  +--------+--------------+-------------------+-------------+--------------------------+---------+
///  | ver=1  | removed u32  | removed x id      | marked u32  | marked x { id | u32 }    | changed |
///  +--------+--------------+-------------------+-------------+--------------------------+---------+
///             id = { length u8 | ASCII }         journalled steps                        OpenReferral#encode
/// ```
///
/// @param removed ids that are no longer kept
/// @param marked of ids otherwise unchanged, how many steps the journal has
/// @param changed new, or with more steps or escalations
record ReferralChange(
        List<String> removed, Map<String, Integer> marked, List<OpenReferral> changed) {
    private static final byte FORMAT_VERSION = 1;

    ReferralChange {
        removed = List.copyOf(removed);
        marked = Map.copyOf(marked);
        changed = List.copyOf(changed);
    }

    /// What leads from one list to the other. A history only grows, so its length tells it.
    static ReferralChange between(Map<String, OpenReferral> before, List<OpenReferral> after) {
        Map<String, Integer> marked = new LinkedHashMap<>();
        List<OpenReferral> changed = new ArrayList<>();
        for (OpenReferral now : after) {
            OpenReferral was = before.get(now.referralId());
            if (was == null
                    || was.transitions().size() != now.transitions().size()
                    || was.escalations() != now.escalations()) {
                changed.add(now);
            } else if (was.journalled() != now.journalled()) {
                marked.put(now.referralId(), now.journalled());
            }
        }
        Set<String> kept = after.stream().map(OpenReferral::referralId).collect(Collectors.toSet());
        List<String> removed = before.keySet().stream().filter(id -> !kept.contains(id)).toList();
        return new ReferralChange(removed, marked, changed);
    }

    boolean isEmpty() {
        return removed.isEmpty() && marked.isEmpty() && changed.isEmpty();
    }

    /// Makes the list what it became; oldest first stays so.
    void applyTo(Map<String, OpenReferral> list) {
        removed.forEach(list::remove);
        marked.forEach((id, steps) -> {
            OpenReferral was = list.get(id);
            // behind a damaged change the mark may tell of steps that are not here
            if (was != null && steps <= was.transitions().size()) {
                list.put(id, was.withJournalled(steps));
            }
        });
        changed.forEach(referral -> list.put(referral.referralId(), referral));
    }

    byte[] encode() {
        byte[] whole = OpenReferral.encode(changed);
        int length = 1 + 2 * Integer.BYTES + whole.length;
        for (String id : removed) {
            length += 1 + id.length();
        }
        for (String id : marked.keySet()) {
            length += 1 + id.length() + Integer.BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(length).put(FORMAT_VERSION).putInt(removed.size());
        removed.forEach(id -> put(out, id));
        out.putInt(marked.size());
        marked.forEach((id, steps) -> {
            put(out, id);
            out.putInt(steps);
        });
        return out.put(whole).array();
    }

    private static void put(ByteBuffer out, String id) {
        byte[] ascii = id.getBytes(StandardCharsets.US_ASCII);
        out.put((byte) ascii.length).put(ascii);
    }

    /// The reverse of [#encode]; damaged bytes are refused whole, never thrown.
    static Decoded<ReferralChange> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != FORMAT_VERSION) {
                return Decoded.rejected(
                        RejectReason.BAD_VALUE, "referral change: version " + bytes[0]);
            }
            List<String> removed = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                removed.add(id(in));
            }
            Map<String, Integer> marked = new LinkedHashMap<>();
            for (int left = count(in); left > 0; left--) {
                marked.put(id(in), count(in));
            }
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            return switch (OpenReferral.decode(rest)) {
                case Decoded.Message<List<OpenReferral>>(var changed) ->
                        Decoded.message(new ReferralChange(removed, marked, changed));
                case Decoded.Rejected<List<OpenReferral>>(var reason, var detail) ->
                        Decoded.rejected(reason, detail);
            };
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX, "referral change: damaged at octet " + in.position());
        }
    }

    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > OpenReferral.MAX_REFERRALS) {
            throw new IllegalArgumentException("count out of range");
        }
        return count;
    }

    private static String id(ByteBuffer in) {
        byte[] ascii = new byte[Byte.toUnsignedInt(in.get())];
        in.get(ascii);
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /// Content withheld.
    @Override
    public String toString() {
        return "ReferralChange[removed=%d, marked=%d, changed=%d]"
                .formatted(removed.size(), marked.size(), changed.size());
    }
}
