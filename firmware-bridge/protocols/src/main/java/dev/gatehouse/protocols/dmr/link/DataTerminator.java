package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;

/// Terminator of data (clause 7.1, TD_LC): which packet has ended.
///
/// @param flags octet 8 as sent: group, response requested, full message, reserved, S and N(S)
public record DataTerminator(Head head, RadioAddress target, RadioAddress source, int flags)
        implements LinkControl {

    static final int FLCO = 0x30;

    private static final int TARGET_AT = 0;
    private static final int SOURCE_AT = 3;
    private static final int FLAGS_AT = 6;
    private static final int GROUP = 0x80;
    private static final int RESPONSE = 0x40;
    private static final int SEQUENCE = 0x07;

    public DataTerminator {
        if (head.flco() != FLCO || flags < 0 || flags > 0xFF) {
            throw new IllegalArgumentException("data terminator: expected FLCO 30 and 8 bits");
        }
    }

    static DataTerminator read(Head head, Octets content) {
        return new DataTerminator(
                head,
                new RadioAddress(content.u24(TARGET_AT)),
                new RadioAddress(content.u24(SOURCE_AT)),
                content.at(FLAGS_AT));
    }

    @Override
    public Octets content() {
        byte[] content = new byte[CONTENT_BYTES];
        Ccitt.put24(content, TARGET_AT, target.number());
        Ccitt.put24(content, SOURCE_AT, source.number());
        content[FLAGS_AT] = (byte) flags;
        return Octets.of(content);
    }

    public boolean group() {
        return (flags & GROUP) != 0;
    }

    public boolean responseRequested() {
        return (flags & RESPONSE) != 0;
    }

    /// N(S), 0 to 7.
    public int sendSequence() {
        return flags & SEQUENCE;
    }
}
