package dev.gatehouse.core.lookout;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;

/// What stands in the clear before a built list, and is authenticated with each of its segments.
///
/// ```text
///  0  8  magic: 0x89 "GHL" CR LF 0x1A LF
///  8  2  format, 1
/// 10  2  octets of the header
/// 12  8  generation
/// 20  8  sequence of a delta behind that generation; 0 for a base
/// 28  8  issue time, milliseconds since the epoch
/// 36  4  lookouts
/// 40  4  withdrawn ids, of a delta
/// 44  4  plates
/// 48  4  other identifiers
/// 52  4  names, aliases too
/// 56  2  version of the fold of plates that it was built under
/// 58  2  version of the reader of names
/// 60  2  measured recall of the names in 1/10,000; 0xFFFF when it was not measured
/// 62  2  the same of the worst disturbance
/// 64  8  id of the key
/// 72  8  salt
/// ```
///
/// @param generation above 0
/// @param sequence 0 for a base
/// @param counts what the list holds
/// @param foldVersion of [PlateFold]
/// @param readerVersion of [NameReader]
/// @param recall measured when the list was built
/// @param keyId of the key that opens it
/// @param salt first octets of every nonce
@SuppressWarnings("ArrayRecordComponent") // internal, compared by nobody, never handed out
record ListFileHeader(
        long generation,
        long sequence,
        Instant issuedAt,
        Counts counts,
        int foldVersion,
        int readerVersion,
        Recall recall,
        byte[] keyId,
        byte[] salt) {

    /// Octets of a header.
    static final int OCTETS = 80;

    static final int MAGIC_OCTETS = 8;
    static final int SALT_OCTETS = 8;
    static final int FORMAT = 1;
    private static final int NOT_MEASURED = 0xFFFF;
    private static final int SCALE = 10_000;
    private static final byte[] MAGIC = {(byte) 0x89, 'G', 'H', 'L', '\r', '\n', 0x1A, '\n'};

    /// How much a list holds.
    record Counts(int lookouts, int withdrawn, int plates, int identifiers, int names) {
        boolean inRange() {
            return least() >= 0
                    && lookouts <= LookoutCsv.MAX_LINES
                    && withdrawn <= LookoutCsv.MAX_LINES;
        }

        private int least() {
            return Math.min(
                    Math.min(Math.min(lookouts, withdrawn), Math.min(plates, identifiers)), names);
        }
    }

    /// Recall of the index of names in ten-thousandths, when it was measured.
    ///
    /// @param overall over all disturbances
    /// @param worst of the one disturbance that it finds least
    record Recall(OptionalInt overall, OptionalInt worst) {
        static final Recall NOT_MEASURED = new Recall(OptionalInt.empty(), OptionalInt.empty());
    }

    ListFileHeader {
        if (generation < 1 || sequence < 0 || !counts.inRange()) {
            throw new IllegalArgumentException("header: a number is out of range");
        }
    }

    static boolean isMagic(byte[] octets) {
        return octets.length >= MAGIC.length
                && Arrays.equals(octets, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    boolean isDelta() {
        return sequence > 0;
    }

    byte[] octets() {
        return ByteBuffer.allocate(OCTETS)
                .put(MAGIC)
                .putShort((short) FORMAT)
                .putShort((short) OCTETS)
                .putLong(generation)
                .putLong(sequence)
                .putLong(issuedAt.toEpochMilli())
                .putInt(counts.lookouts)
                .putInt(counts.withdrawn)
                .putInt(counts.plates)
                .putInt(counts.identifiers)
                .putInt(counts.names)
                .putShort((short) foldVersion)
                .putShort((short) readerVersion)
                .putShort((short) recall.overall.orElse(NOT_MEASURED))
                .putShort((short) recall.worst.orElse(NOT_MEASURED))
                .put(keyId)
                .put(salt)
                .array();
    }

    /// Takes a header apart; nothing in it may be believed before a segment has been opened.
    ///
    /// @param octets as many as a header has
    static ListFileHeader of(byte[] octets) throws ListFault {
        ByteBuffer in = ByteBuffer.wrap(octets);
        if (octets.length != OCTETS || !isMagic(octets)) {
            throw new ListFault(ListDamage.Reason.NOT_A_LIST);
        }
        in.position(MAGIC.length);
        if (in.getShort() != FORMAT || in.getShort() != OCTETS) {
            throw new ListFault(ListDamage.Reason.UNKNOWN_FORMAT);
        }
        long generation = in.getLong();
        long sequence = in.getLong();
        long issuedMs = in.getLong();
        Counts counts = new Counts(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
        int foldVersion = Short.toUnsignedInt(in.getShort());
        int readerVersion = Short.toUnsignedInt(in.getShort());
        Recall recall = new Recall(measured(in.getShort()), measured(in.getShort()));
        byte[] keyId = new byte[ListKey.ID_OCTETS];
        byte[] salt = new byte[SALT_OCTETS];
        in.get(keyId).get(salt);
        boolean withdrawsFromNothing = sequence == 0 && counts.withdrawn > 0;
        if (generation < 1 || sequence < 0 || !counts.inRange() || withdrawsFromNothing) {
            throw new ListFault(ListDamage.Reason.BAD_CONTENT);
        }
        return new ListFileHeader(
                generation,
                sequence,
                Instant.ofEpochMilli(issuedMs),
                counts,
                foldVersion,
                readerVersion,
                recall,
                keyId,
                salt);
    }

    private static OptionalInt measured(short stored) {
        int value = Short.toUnsignedInt(stored);
        return value > SCALE ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Override
    public String toString() {
        return "ListFileHeader[" + generation + "." + sequence + ", " + counts + "]";
    }
}
