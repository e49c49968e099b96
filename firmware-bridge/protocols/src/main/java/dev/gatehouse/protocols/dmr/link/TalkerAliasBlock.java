package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;

/// One of the four parts of a talker alias (TS 102 361-2, clauses 7.1.1.4 and 7.1.1.5), put
/// together by [TalkerAliasCollector].
///
/// @param content seven octets of the 28
public record TalkerAliasBlock(Head head, Octets content) implements LinkControl {

    /// Parts of an alias.
    public static final int COUNT = 4;

    static final int FIRST = 0x04;
    static final int FIRST_MOTOROLA = 0x14;

    public TalkerAliasBlock {
        if (index(head) < 0 || index(head) >= COUNT || content.length() != CONTENT_BYTES) {
            throw new IllegalArgumentException("talker alias: found FLCO " + head.flco());
        }
    }

    /// Part `index` by the standard.
    static TalkerAliasBlock of(int index, Octets content) {
        return new TalkerAliasBlock(Head.of(FIRST + index, FeatureSet.STANDARD), content);
    }

    private static int index(Head head) {
        return head.flco() - (head.flco() < FIRST_MOTOROLA ? FIRST : FIRST_MOTOROLA);
    }

    /// 0 for the header, 1 to 3 for the blocks.
    public int index() {
        return index(head);
    }
}
