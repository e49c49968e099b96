package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.coding.EmbeddedBptc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the four fragments of embedded link control from the voice bursts B to E (clause
/// 7.1.3.2), by their own first, continuation, continuation, last; anything else in between begins
/// anew. Used by one thread.
public final class EmbeddedLcCollector {

    private final int[] fragments = new int[EmbeddedBptc.FRAGMENTS];
    private int have;
    private int corrected;
    private long brokenSets;

    /// Takes the middle of the next burst. Answers something only when a set is complete: the link
    /// control, whose 5-bit checksum leaves it unverified, or why it is none.
    public Optional<Decoded<Checked<LinkControl>>> add(VoiceBurst.Following burst) {
        if (burst.emb().reverseChannel() || burst.emb().lcss() == Lcss.SINGLE) {
            // null or a reverse channel may stand only between sets
            clear();
            return Optional.empty();
        }
        switch (burst.emb().lcss()) {
            case FIRST -> {
                clear();
                put(burst);
            }
            case CONTINUATION -> {
                if (have == 0 || have == EmbeddedBptc.FRAGMENTS - 1) {
                    clear();
                } else {
                    put(burst);
                }
            }
            case LAST -> {
                if (have != EmbeddedBptc.FRAGMENTS - 1) {
                    clear();
                    return Optional.empty();
                }
                put(burst);
                Decoded<Checked<LinkControl>> decoded = decode();
                have = 0;
                return Optional.of(decoded);
            }
            case SINGLE -> throw new IllegalStateException("seen to above");
        }
        return Optional.empty();
    }

    private void put(VoiceBurst.Following burst) {
        if (have == 0) {
            corrected = 0;
        }
        fragments[have++] = burst.fragment();
        corrected += burst.emb().correctedBits();
    }

    private Decoded<Checked<LinkControl>> decode() {
        byte[] lc = new byte[EmbeddedBptc.INFORMATION_BYTES + 1];
        int wrong = EmbeddedBptc.decode(fragments, lc);
        if (wrong == EmbeddedBptc.UNCORRECTABLE) {
            return Decoded.rejected(
                    RejectReason.BAD_CHECKSUM, "embedded LC: rows and columns do not agree");
        }
        if (Crc.five(lc, 0, EmbeddedBptc.INFORMATION_BYTES) != lc[EmbeddedBptc.INFORMATION_BYTES]) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "embedded LC: 5-bit checksum");
        }
        return Decoded.message(
                new Checked<>(
                        LinkControl.decode(Octets.of(lc, 0, EmbeddedBptc.INFORMATION_BYTES)),
                        Assurance.CHECKSUM_5,
                        corrected + wrong));
    }

    /// A burst was lost or the call has ended.
    public void clear() {
        if (have > 0) {
            brokenSets++;
        }
        have = 0;
    }

    /// Sets that were begun and never complete.
    public long brokenSets() {
        return brokenSets;
    }

    /// The middles of bursts B to F that carry `lc`, the last one empty.
    public static List<VoiceBurst.Following> spread(LinkControl lc, int colourCode) {
        byte[] octets = lc.encode().toArray();
        int[] coded = EmbeddedBptc.encode(octets, Crc.five(octets, 0, octets.length));
        Lcss[] order = {Lcss.FIRST, Lcss.CONTINUATION, Lcss.CONTINUATION, Lcss.LAST};
        List<VoiceBurst.Following> bursts = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            bursts.add(
                    new VoiceBurst.Following(
                            new EmbeddedSignalling(colourCode, false, order[i]), coded[i]));
        }
        bursts.add(
                new VoiceBurst.Following(
                        new EmbeddedSignalling(colourCode, false, Lcss.SINGLE), 0));
        return bursts;
    }
}
