package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.util.Optional;

/// Puts the four quarters of a short link control together from the CACH of four bursts. Used by
/// one thread.
public final class ShortLcCollector {

    private static final int QUARTERS = 4;
    private static final int QUARTER_BITS = 17;

    private final byte[] coded = new byte[ShortLc.CODED_BYTES];
    private int have;

    /// Takes the next one; answers when a short link control is complete.
    public Optional<Decoded<Checked<ShortLc>>> add(Cach cach) {
        boolean fits =
                switch (cach.lcss()) {
                    case FIRST -> true;
                    case CONTINUATION -> have > 0 && have < QUARTERS - 1;
                    case LAST -> have == QUARTERS - 1;
                    case SINGLE -> false;
                };
        if (!fits) {
            have = 0;
            return Optional.empty();
        }
        if (cach.lcss() == Lcss.FIRST) {
            have = 0;
        }
        Bits.write(coded, QUARTER_BITS * have, QUARTER_BITS, cach.fragment());
        have++;
        if (have < QUARTERS) {
            return Optional.empty();
        }
        have = 0;
        return Optional.of(ShortLc.decode(Octets.of(coded)));
    }
}
