package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;

/// A call: who speaks and to whom (TS 102 361-2, clauses 7.1.1.1 and 7.1.1.2; the flavours of other
/// feature sets have the same layout).
///
/// @param options with the emergency bit
/// @param target a group or a unit, see [#group]
public record VoiceChannelUser(
        Head head, ServiceOptions options, RadioAddress target, RadioAddress source)
        implements LinkControl {

    static final int GROUP = 0x00;
    static final int UNIT = 0x03;

    private static final int OPTIONS_AT = 0;
    private static final int TARGET_AT = 1;
    private static final int SOURCE_AT = 4;

    public VoiceChannelUser {
        if (!has(head)) {
            throw new IllegalArgumentException("voice LC: found FLCO " + head.flco());
        }
    }

    /// A call to a group by the standard.
    public static VoiceChannelUser toGroup(
            ServiceOptions options, RadioAddress group, RadioAddress source) {
        return new VoiceChannelUser(Head.of(GROUP, FeatureSet.STANDARD), options, group, source);
    }

    /// A call to one unit by the standard.
    public static VoiceChannelUser toUnit(
            ServiceOptions options, RadioAddress unit, RadioAddress source) {
        return new VoiceChannelUser(Head.of(UNIT, FeatureSet.STANDARD), options, unit, source);
    }

    static boolean has(Head head) {
        return head.flco() == GROUP || head.flco() == UNIT;
    }

    static VoiceChannelUser read(Head head, Octets content) {
        return new VoiceChannelUser(
                head,
                new ServiceOptions(content.at(OPTIONS_AT)),
                new RadioAddress(content.u24(TARGET_AT)),
                new RadioAddress(content.u24(SOURCE_AT)));
    }

    @Override
    public Octets content() {
        byte[] content = new byte[CONTENT_BYTES];
        content[OPTIONS_AT] = (byte) options.octet();
        Ccitt.put24(content, TARGET_AT, target.number());
        Ccitt.put24(content, SOURCE_AT, source.number());
        return Octets.of(content);
    }

    /// Whether the target is a group.
    public boolean group() {
        return head.flco() == GROUP;
    }
}
