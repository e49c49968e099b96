package dev.gatehouse.core.referral;

import java.util.List;
import java.util.function.Predicate;

/// Names of referrals that may be said aloud and sent in the clear: a neutral word and two digits.
/// They tell nothing of the subject; which word a referral gets follows from its keyed id alone.
public final class CodeWords {
    /// Chosen by us: common, neutral, hard to mistake for one another over a radio, and none a term
    /// of the trade.
    private static final List<String> WORDS =
            List.of(
                    """
                    ACORN ADOBE AGATE ALDER ALPINE AMBER ANCHOR ANVIL APPLE APRICOT ARBOR ARCH
                    ASPEN ASTER ATLAS AUTUMN BAKERY BALLAD BAMBOO BANJO BARLEY BARREL BASIN BASKET
                    BAZAAR BEACON BEAKER BEECH BELLOWS BERYL BIRCH BISCUIT BLANKET BLOSSOM BOBBIN BONFIRE
                    BOTTLE BOULDER BRAMBLE BRASS BRIDGE BRONZE BROOK BUCKET BUGLE BUNGALOW BUTTER CABIN
                    CACTUS CAMERA CANDLE CANOE CANVAS CANYON CARBON CARPET CASTLE CEDAR CELLAR CHALK
                    CHERRY CHESTNUT CHIMNEY CIDER CINDER CLOVER COBALT COBBLE COMET COMPASS COPPER CORAL
                    CORK COTTON CRADLE CRAYON CRYSTAL CUSHION DAHLIA DAISY DELTA DENIM DESERT DIPPER
                    DOMINO DRAWER DRUM DUNE EASEL ECHO ELM EMBER EMERALD ENGINE FABRIC FEATHER
                    FENNEL FERRY FIDDLE FIELD FJORD FLANNEL FLINT FLUTE FOREST FOSSIL FOUNTAIN GARDEN
                    GARNET GEYSER GINGER GLACIER GRANITE GRAPE GRAVEL GROVE GUITAR GULL HAMLET HAMMOCK
                    HARBOR HARP HARVEST HAZEL HEATHER HICKORY HOLLOW HONEY HORIZON INKWELL ISLAND IVORY
                    IVY JASMINE JASPER JIGSAW JUNGLE JUNIPER KAYAK KERNEL KETTLE KILN KITE LADDER
                    LAGOON LANTERN LARCH LATTICE LAUREL LAVENDER LEMON LENTIL LILAC LILY LINEN LOCKET
                    LOOM LOTUS MAGNET MANGO MAPLE MARBLE MARIGOLD MARKET MARSH MEADOW MELON MIRROR
                    MITTEN MOLTEN MOSAIC MULBERRY MUSEUM NAPKIN NECTAR NICKEL NUTMEG OAK OASIS OBOE
                    OCEAN OLIVE ONYX OPAL ORBIT ORCHARD ORCHID OTTER OVAL PADDLE PALETTE PANEL
                    PAPER PARCEL PASTURE PEBBLE PEPPER PETAL PEWTER PIANO PICNIC PILLOW PINE PIXEL
                    PLATEAU PLAZA PLUME POCKET POLLEN POND POPLAR POPPY PRAIRIE PRISM PULLEY PUMPKIN
                    QUARRY QUARTZ QUILL QUILT RAFT RAISIN RANCH RAVINE REED RIBBON RIPPLE RIVER
                    ROCKET ROSEMARY RUBY SADDLE SAFFRON SANDAL SAPPHIRE SATCHEL SEQUOIA SHELL SILVER SLATE
                    SONATA SPRUCE STREAM SUNSET TEAPOT THIMBLE TIMBER TRELLIS TULIP TUNDRA TURNIP VALLEY
                    VANILLA VELVET VILLAGE VIOLET
                    """
                            .split("\\s+"));

    private static final int NUMBERS = 100;

    /// Distinct code words.
    static final int COUNT = WORDS.size() * NUMBERS;

    private CodeWords() {}

    /// The code word of a referral; the next free one when another open referral has it.
    ///
    /// @param seed of the keyed id
    /// @param taken tells whether an open referral has this code word; not all may be
    static String of(long seed, Predicate<String> taken) {
        int start = Math.floorMod(seed, COUNT);
        for (int i = 0; i < COUNT; i++) {
            String word = at((start + i) % COUNT);
            if (!taken.test(word)) {
                return word;
            }
        }
        return at(start);
    }

    private static String at(int index) {
        int number = index % NUMBERS;
        return WORDS.get(index / NUMBERS) + "-" + (number < 10 ? "0" : "") + number;
    }
}
