package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.coding.Bptc196;
import dev.gatehouse.protocols.dmr.coding.BurstBits;
import dev.gatehouse.protocols.dmr.coding.Trellis34;

/// A data or control burst (clause 6.2): sync, slot type and 196 bits that carry 12, 18 or 24
/// octets. Idle bursts carry none.
///
/// @param sync pattern in the middle
/// @param syncErrors its wrong bits; not sent
/// @param payload the octets inside, sums included
/// @param payloadErrors wrong bits of them that were put right; not sent
public record DataBurst(
        SyncPattern sync, int syncErrors, SlotType slotType, Octets payload, int payloadErrors)
        implements Burst {

    private static final int SLOT_TYPE_HALF = 10;
    private static final int RATE_1_HALF = 96;
    private static final int FILLER = 4;

    /// Pseudo-random bits of an idle message, first half in octets 0..12, second in 20..32 (clause
    /// D.2).
    private static final Octets IDLE =
            Octets.ofHex("53C25EABA8671DC7383BD936065DFF57D75DF5D92BF6E465171B48CA6D4FC610B4");

    public DataBurst {
        if (sync.kind() != SyncPattern.Kind.DATA) {
            throw new IllegalArgumentException("data burst: expected a data sync, found " + sync);
        }
        int expected = slotType.dataType().coding().octets();
        if (payload.length() != expected) {
            throw new IllegalArgumentException(
                    "data burst: expected " + expected + " octets, found " + payload.length());
        }
    }

    /// To be sent.
    public DataBurst(SyncPattern sync, SlotType slotType, Octets payload) {
        this(sync, 0, slotType, payload, 0);
    }

    /// Nothing to say.
    public static DataBurst idle(SyncPattern sync, int colourCode) {
        return new DataBurst(sync, new SlotType(colourCode, DataType.IDLE), Octets.NONE);
    }

    /// Whether 33 octets carry a sync of data, a few wrong bits allowed: noise seldom does.
    public static boolean hasDataSync(byte[] burst) {
        return SyncPattern.find(middle(burst))
                .filter(match -> match.pattern().kind() == SyncPattern.Kind.DATA)
                .isPresent();
    }

    /// The 48 bits in the middle of a burst.
    public static long middle(byte[] octets) {
        return Bits.read(octets, BurstBits.MIDDLE_AT, BurstBits.MIDDLE_COUNT);
    }

    static <T> Decoded<T> wrongLength(int found) {
        return Decoded.rejected(
                found < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                "burst: expected 33 octets, found " + found);
    }

    static Decoded<DataBurst> decode(byte[] octets, SyncPattern.Match sync) {
        int word =
                (int)
                        (Bits.read(octets, BurstBits.SLOT_TYPE_FIRST_AT, SLOT_TYPE_HALF)
                                        << SLOT_TYPE_HALF
                                | Bits.read(octets, BurstBits.SLOT_TYPE_SECOND_AT, SLOT_TYPE_HALF));
        return switch (SlotType.decode(word)) {
            case Decoded.Rejected<SlotType>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<SlotType>(SlotType slotType) -> decode(octets, sync, slotType);
        };
    }

    private static Decoded<DataBurst> decode(
            byte[] octets, SyncPattern.Match sync, SlotType slotType) {
        DataType.Coding coding = slotType.dataType().coding();
        byte[] payload = new byte[coding.octets()];
        int errors =
                switch (coding) {
                    case BPTC -> Bptc196.decode(octets, payload);
                    case TRELLIS -> Trellis34.decode(octets, payload);
                    case UNCODED -> readUncoded(octets, payload);
                    case FILLING -> 0;
                };
        if (errors == Bptc196.RESERVED_SET) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "BPTC: reserved bits set, restricted access");
        }
        if (errors < 0) {
            return Decoded.rejected(
                    RejectReason.BAD_CHECKSUM, "BPTC: rows and columns do not agree");
        }
        return Decoded.message(
                new DataBurst(sync.pattern(), sync.errors(), slotType, Octets.of(payload), errors));
    }

    private static int readUncoded(byte[] octets, byte[] payload) {
        // bits 0..95 are the first twelve octets as they stand
        System.arraycopy(octets, 0, payload, 0, RATE_1_HALF / 8);
        for (int i = 0; i < RATE_1_HALF / 8; i++) {
            payload[RATE_1_HALF / 8 + i] =
                    (byte) Bits.read(octets, BurstBits.INFO_SECOND_AT + FILLER / 2 + 8 * i, 8);
        }
        return 0;
    }

    private static void writeUncoded(byte[] payload, byte[] burst) {
        System.arraycopy(payload, 0, burst, 0, RATE_1_HALF / 8);
        Bits.write(burst, RATE_1_HALF, FILLER / 2, 0);
        Bits.write(burst, BurstBits.INFO_SECOND_AT, FILLER / 2, 0);
        for (int i = 0; i < RATE_1_HALF / 8; i++) {
            Bits.write(
                    burst,
                    BurstBits.INFO_SECOND_AT + FILLER / 2 + 8 * i,
                    8,
                    payload[RATE_1_HALF / 8 + i]);
        }
    }

    @Override
    public byte[] encode() {
        byte[] burst = IDLE.toArray();
        switch (slotType.dataType().coding()) {
            case BPTC -> Bptc196.encode(payload.toArray(), burst);
            case TRELLIS -> Trellis34.encode(payload.toArray(), burst);
            case UNCODED -> writeUncoded(payload.toArray(), burst);
            case FILLING -> {
                // the filling is there already
            }
        }
        int word = slotType.encode();
        Bits.write(burst, BurstBits.SLOT_TYPE_FIRST_AT, SLOT_TYPE_HALF, word >> SLOT_TYPE_HALF);
        Bits.write(burst, BurstBits.SLOT_TYPE_SECOND_AT, SLOT_TYPE_HALF, word);
        Bits.write(burst, BurstBits.MIDDLE_AT, BurstBits.MIDDLE_COUNT, sync.bits());
        return burst;
    }

    @Override
    public int correctedBits() {
        return syncErrors + slotType.correctedBits() + payloadErrors;
    }
}
