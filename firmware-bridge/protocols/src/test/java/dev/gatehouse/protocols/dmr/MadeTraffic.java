package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Traffic made up for tests: one group call and the bursts it is sent in.
final class MadeTraffic {

    static final RadioAddress GROUP = new RadioAddress(9);
    static final RadioAddress UNIT = new RadioAddress(1_234_567);
    static final RadioAddress OTHER = new RadioAddress(2_308_094);
    static final VoiceChannelUser CALL =
            VoiceChannelUser.toGroup(new ServiceOptions(0x83), GROUP, UNIT);
    static final Octets SILENCE = Octets.ofHex("B9E881526173002A6B".repeat(3));

    private MadeTraffic() {}

    static byte[] data(DataType type, Octets payload) {
        return new DataBurst(SyncPattern.MS_DATA, new SlotType(1, type), payload).encode();
    }

    static byte[] control(DataType type, LinkControl control) {
        return data(type, control.encode(type));
    }

    static List<byte[]> superframe(LinkControl control) {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(new VoiceBurst(SILENCE, new VoiceBurst.First(SyncPattern.MS_VOICE, 0)).encode());
        for (VoiceBurst.Following following : EmbeddedLcCollector.spread(control, 1)) {
            bursts.add(new VoiceBurst(SILENCE, following).encode());
        }
        return bursts;
    }

    static String kinds(List<Heard> heard) {
        return heard.stream()
                .map(one ->
                        one instanceof Heard.Speech speech
                                ? "" + speech.place()
                                : " " + one.getClass().getSimpleName() + " ")
                .collect(Collectors.joining());
    }
}
