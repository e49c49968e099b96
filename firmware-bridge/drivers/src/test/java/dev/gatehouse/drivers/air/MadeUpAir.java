package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Bursts as a radio would send them, made up.
public final class MadeUpAir {

    public static final int COLOUR_CODE = 1;

    /// Speech that says nothing.
    private static final Octets SILENCE = Octets.ofHex("B9E881526173002A6B".repeat(3));

    private MadeUpAir() {}

    static byte[] data(DataType type, Octets payload) {
        return new DataBurst(SyncPattern.MS_DATA, new SlotType(COLOUR_CODE, type), payload)
                .encode();
    }

    public static byte[] header(LinkControl control) {
        return data(DataType.VOICE_LC_HEADER, control.encode(DataType.VOICE_LC_HEADER));
    }

    public static byte[] terminator(LinkControl control) {
        return data(DataType.TERMINATOR_WITH_LC, control.encode(DataType.TERMINATOR_WITH_LC));
    }

    public static byte[] block(Csbk block) {
        return data(DataType.CSBK, block.encode());
    }

    /// Six bursts A to F of speech with the link control in it.
    public static List<byte[]> superframe(LinkControl control) {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(new VoiceBurst(SILENCE, new VoiceBurst.First(SyncPattern.MS_VOICE, 0)).encode());
        EmbeddedLcCollector.spread(control, COLOUR_CODE)
                .forEach(centre -> bursts.add(new VoiceBurst(SILENCE, centre).encode()));
        return bursts;
    }

    /// Header, so many superframes, terminator.
    public static List<byte[]> call(LinkControl control, int superframes) {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(header(control));
        for (int i = 0; i < superframes; i++) {
            bursts.addAll(superframe(control));
        }
        bursts.add(terminator(control));
        return bursts;
    }

    static List<byte[]> packet(OutgoingPacket packet, int preambles) {
        return packet.bursts(SyncPattern.MS_DATA, COLOUR_CODE, preambles).stream()
                .map(DataBurst::encode)
                .toList();
    }

    /// The burst with so many bits wrong, in different places of its information.
    static byte[] faded(byte[] burst, int bits, Random random) {
        byte[] faded = burst.clone();
        random.ints(0, 98)
                .distinct()
                .limit(bits)
                .forEach(bit -> faded[bit >> 3] ^= (byte) (0x80 >> (bit & 7)));
        return faded;
    }
}
