package dev.gatehouse.core.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One class's hash chain and the compact frontier of its Merkle tree (RFC 6962, 2.1): enough to go
/// on appending and to state the tree head, in at most [#MAX_SAVED_BYTES]. Owned by one thread;
/// [#copy()] gives another its own.
///
/// Saved form, integers big-endian, the frontier widest subtree first (one for each 1 bit of the
/// size):
///
/// ```
///  0       4         12          44                   44+32k      76+32k
///  +-------+---------+-----------+--------------------+-----------+
///  | GHC1  | size    | last leaf | k subtree roots    | SHA-256   |
///  +-------+---------+-----------+--------------------+-----------+
/// ```
public final class Chain {
    /// Upper bound of [#save()], octets.
    public static final int MAX_SAVED_BYTES = 4 + 8 + 32 + 63 * 32 + 32;

    private static final int MAGIC = 0x47484331;
    private static final int FRONTIER_OFFSET = 4 + 8 + Sha256.LENGTH_BYTES;
    private static final byte[] NODE_PREFIX = {0x01};

    private long size;
    private byte[] head;
    private final List<byte[]> frontier;

    /// The empty chain.
    public Chain() {
        this(0, new byte[Sha256.LENGTH_BYTES], List.of());
    }

    private Chain(long size, byte[] head, List<byte[]> frontier) {
        this.size = size;
        this.head = head;
        this.frontier = new ArrayList<>(frontier);
    }

    /// Appends the leaf of record [#size()].
    ///
    /// @param leaf 32 octets
    public void append(byte[] leaf) {
        if (leaf.length != Sha256.LENGTH_BYTES) {
            throw new IllegalArgumentException("leaf: expected 32 octets, found " + leaf.length);
        }
        head = leaf.clone();
        byte[] node = head;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            node = Sha256.of(NODE_PREFIX, frontier.removeLast(), node);
        }
        frontier.add(node);
        size++;
    }

    /// Records in the chain.
    public long size() {
        return size;
    }

    /// Leaf of record size - 1, 32 octets; zeros when empty.
    public byte[] head() {
        return head.clone();
    }

    /// The tree head, 32 octets; SHA-256 of nothing when empty (RFC 6962, 2.1).
    public byte[] root() {
        if (frontier.isEmpty()) {
            return Sha256.of();
        }
        byte[] node = frontier.getLast();
        for (int i = frontier.size() - 2; i >= 0; i--) {
            node = Sha256.of(NODE_PREFIX, frontier.get(i), node);
        }
        return node.clone();
    }

    /// Roots of the perfect subtrees, widest first, 32 octets each.
    public List<byte[]> frontier() {
        return frontier.stream().map(byte[]::clone).toList();
    }

    /// A chain that goes on from a declared state, as after a declared loss.
    ///
    /// @return empty unless there is one 32-octet root for each 1 bit of the size, and zeros as
    ///   head of nothing
    public static Optional<Chain> resume(long size, byte[] head, List<byte[]> frontier) {
        boolean fits =
                size >= 0
                        && head.length == Sha256.LENGTH_BYTES
                        && frontier.size() == Long.bitCount(size)
                        && frontier.stream().allMatch(node -> node.length == Sha256.LENGTH_BYTES)
                        && (size > 0 || Arrays.equals(head, new byte[Sha256.LENGTH_BYTES]))
                        && ((size & 1) == 0 || Arrays.equals(head, frontier.getLast()));
        return fits
                ? Optional.of(
                        new Chain(
                                size, head.clone(), frontier.stream().map(byte[]::clone).toList()))
                : Optional.empty();
    }

    /// The state as octets, with a checksum.
    public byte[] save() {
        ByteBuffer buffer =
                ByteBuffer.allocate(FRONTIER_OFFSET + frontier.size() * Sha256.LENGTH_BYTES)
                        .putInt(MAGIC)
                        .putLong(size)
                        .put(head);
        frontier.forEach(buffer::put);
        byte[] checksum = Sha256.of(buffer.array());
        return ByteBuffer.allocate(buffer.capacity() + checksum.length)
                .put(buffer.array())
                .put(checksum)
                .array();
    }

    /// Reads what [#save()] wrote.
    ///
    /// @return empty when it is damaged
    public static Optional<Chain> restore(byte[] saved) {
        int bodyBytes = saved.length - Sha256.LENGTH_BYTES;
        if (bodyBytes < FRONTIER_OFFSET
                || saved.length > MAX_SAVED_BYTES
                || (bodyBytes - FRONTIER_OFFSET) % Sha256.LENGTH_BYTES != 0) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(saved, bodyBytes);
        byte[] checksum = Arrays.copyOfRange(saved, bodyBytes, saved.length);
        ByteBuffer buffer = ByteBuffer.wrap(body);
        if (buffer.getInt() != MAGIC || !Arrays.equals(checksum, Sha256.of(body))) {
            return Optional.empty();
        }
        long size = buffer.getLong();
        byte[] head = hash(buffer);
        List<byte[]> frontier = new ArrayList<>();
        while (buffer.hasRemaining()) {
            frontier.add(hash(buffer));
        }
        return resume(size, head, frontier);
    }

    /// An independent chain in the same state.
    public Chain copy() {
        return new Chain(size, head.clone(), frontier());
    }

    private static byte[] hash(ByteBuffer buffer) {
        byte[] hash = new byte[Sha256.LENGTH_BYTES];
        buffer.get(hash);
        return hash;
    }
}
