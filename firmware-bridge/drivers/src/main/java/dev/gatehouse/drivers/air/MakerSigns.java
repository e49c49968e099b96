package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.FeatureSet;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What in a message tells of the maker (sheet of makers, sections 1 and 2). Weak evidence each;
/// what it weighs is the inventory's affair.
final class MakerSigns {

    /// Control blocks that only infrastructure sends, by feature set.
    private static final Map<Integer, Set<Integer>> INFRASTRUCTURE =
            Map.of(
                    0x10, Set.of(25, 41, 42, 59, 60, 61, 62),
                    0x06, Set.of(1, 3, 6, 10, 12, 16, 17, 18, 24, 28, 29),
                    0x08, Set.of(32, 40, 44, 47),
                    0x68, Set.of(10, 11, 25, 32, 40, 61, 62));

    private MakerSigns() {}

    /// The feature set, unless it is the standard's, which everybody uses.
    static List<MakerSign> featureSet(int fid) {
        return fid == FeatureSet.STANDARD
                ? List.of()
                : List.of(new MakerSign(MakerSign.Kind.FEATURE_SET_ID, String.format("%02X", fid)));
    }

    /// The dialect of a text, where it is a maker's.
    static List<MakerSign> dialect(TextDialect dialect) {
        return switch (dialect) {
            case MOTOROLA, MOTOROLA_COMPRESSED ->
                    List.of(new MakerSign(MakerSign.Kind.TEXT_DIALECT, "MOTOROLA"));
            case HYTERA -> List.of(new MakerSign(MakerSign.Kind.TEXT_DIALECT, "HYTERA"));
            case STANDARD, STANDARD_COMPRESSED, SHORT_DATA, RAW, UNIFIED -> List.of();
        };
    }

    /// A data service of one maker.
    static List<MakerSign> service(String name) {
        return List.of(new MakerSign(MakerSign.Kind.DATA_SERVICE, name));
    }

    /// The repeater's own sign in a control block.
    static Optional<MakerSign> infrastructure(Csbk.Head head) {
        return INFRASTRUCTURE.getOrDefault(head.fid(), Set.of()).contains(head.opcode())
                ? Optional.of(
                        new MakerSign(
                                MakerSign.Kind.INFRASTRUCTURE_BLOCK,
                                String.format("%02X/%02X", head.fid(), head.opcode())))
                : Optional.empty();
    }
}
