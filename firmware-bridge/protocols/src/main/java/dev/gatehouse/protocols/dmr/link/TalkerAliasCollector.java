package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import java.util.Arrays;
import java.util.Optional;

/// Puts the blocks of one call's talker alias together; they come in any order, repeat, and lie
/// between other link control. Used by one thread.
public final class TalkerAliasCollector {

    private final byte[] octets = new byte[TalkerAlias.LENGTH_BYTES];
    private int have;

    /// The alias, once every block it fills has come; again with every later block.
    public Optional<TalkerAlias> add(TalkerAliasBlock block) {
        block.content().copyTo(octets, block.index() * LinkControl.CONTENT_BYTES);
        have |= 1 << block.index();
        if ((have & 1) == 0) {
            return Optional.empty();
        }
        int needed = (1 << TalkerAlias.blocksNeeded(firstBlock())) - 1;
        return (have & needed) == needed
                ? Optional.of(TalkerAlias.decode(octets))
                : Optional.empty();
    }

    private Octets firstBlock() {
        return Octets.of(octets, 0, LinkControl.CONTENT_BYTES);
    }

    /// The call has ended: another speaker's blocks are not to be mixed in.
    public void clear() {
        Arrays.fill(octets, (byte) 0);
        have = 0;
    }
}
