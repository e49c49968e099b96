package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;

/// Preamble (TS 102 361-2, clause 7.1.2.5): wakes receivers and counts down to what follows.
///
/// @param dataFollows data, else control blocks
/// @param group the target is a group
/// @param reserved six bits as sent
/// @param blocksToFollow this one not counted, a header counted
public record Preamble(
        Head head,
        boolean dataFollows,
        boolean group,
        int reserved,
        int blocksToFollow,
        RadioAddress target,
        RadioAddress source)
        implements Csbk {

    static final int OPCODE = 0x3D;

    private static final int FLAGS_AT = 0;
    private static final int COUNT_AT = 1;
    private static final int TARGET_AT = 2;
    private static final int SOURCE_AT = 5;
    private static final int DATA = 0x80;
    private static final int GROUP = 0x40;
    private static final int RESERVED = 0x3F;

    public Preamble {
        if (!has(head)) {
            throw new IllegalArgumentException("preamble: found opcode " + head.opcode());
        }
        Position.requireBits("reserved", reserved, 6);
        Position.requireBits("blocks to follow", blocksToFollow, 8);
    }

    /// A preamble of data.
    public static Preamble ofData(
            boolean group, int blocksToFollow, RadioAddress target, RadioAddress source) {
        return new Preamble(
                Head.of(OPCODE, FeatureSet.STANDARD),
                true,
                group,
                0,
                blocksToFollow,
                target,
                source);
    }

    static boolean has(Head head) {
        return head.opcode() == OPCODE && head.fid() == FeatureSet.STANDARD;
    }

    static Preamble read(Head head, Octets content) {
        int flags = content.at(FLAGS_AT);
        return new Preamble(
                head,
                (flags & DATA) != 0,
                (flags & GROUP) != 0,
                flags & RESERVED,
                content.at(COUNT_AT),
                new RadioAddress(content.u24(TARGET_AT)),
                new RadioAddress(content.u24(SOURCE_AT)));
    }

    @Override
    public Octets content() {
        byte[] content = new byte[CONTENT_BYTES];
        content[FLAGS_AT] = (byte) ((dataFollows ? DATA : 0) | (group ? GROUP : 0) | reserved);
        content[COUNT_AT] = (byte) blocksToFollow;
        Ccitt.put24(content, TARGET_AT, target.number());
        Ccitt.put24(content, SOURCE_AT, source.number());
        return Octets.of(content);
    }
}
