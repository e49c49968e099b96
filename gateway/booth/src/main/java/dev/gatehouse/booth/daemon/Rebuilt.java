package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.journal.Recovered;
import dev.gatehouse.core.journal.Tag16;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.proto.v1.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.tinylog.Logger;

/// A class's hash chain as it stands after a restart. Where damage took a leaf, a leaf that says so
/// stands in for it, and the hole is declared to central with the tree as it is here. The last leaf
/// of a hole is the true one where a record stands behind it: its envelope names it.
///
/// @param chain up to the last record
/// @param holes in order
record Rebuilt(Chain chain, List<Hole> holes) {

    Rebuilt {
        holes = List.copyOf(holes);
    }

    /// @param first lost sequence
    /// @param resume tree behind the last lost one
    record Hole(long first, Chain resume) {}

    /// @param previousLeaf what the intact record of a sequence says of the leaf before it
    static Rebuilt of(
            Recovered recovered,
            RecordClass recordClass,
            long size,
            LongFunction<Optional<byte[]>> previousLeaf) {
        Chain chain = recovered.state().flatMap(Chain::restore).orElseGet(Chain::new);
        List<Hole> holes = new ArrayList<>();
        for (Recovered.RecoveredAnnex annex : recovered.records()) {
            if (chain.size() < annex.sequence()) {
                byte[] last =
                        previousLeaf
                                .apply(annex.sequence())
                                .orElseGet(() -> lostLeaf(recordClass, annex.sequence() - 1));
                holes.add(hole(chain, annex.sequence(), recordClass, last));
            }
            chain.append(Arrays.copyOfRange(annex.annex(), Tag16.BYTES, RecordStore.ANNEX_BYTES));
        }
        if (chain.size() < size) {
            holes.add(hole(chain, size, recordClass, lostLeaf(recordClass, size - 1)));
        }
        return new Rebuilt(chain, holes);
    }

    private static Hole hole(Chain chain, long upTo, RecordClass recordClass, byte[] lastLeaf) {
        long first = chain.size();
        while (chain.size() < upTo - 1) {
            chain.append(lostLeaf(recordClass, chain.size()));
        }
        chain.append(lastLeaf);
        return new Hole(first, chain.copy());
    }

    /// A chain of a size whose leaves are not all known. Its head is true where the next record
    /// names it; the tree says only that there is none to be known.
    ///
    /// @param head leaf of the last record before `size`, when it is known
    static Chain standIn(RecordClass recordClass, long size, Optional<byte[]> head) {
        byte[] last = head.orElseGet(() -> lostLeaf(recordClass, size - 1));
        List<byte[]> frontier = new ArrayList<>();
        for (long bits = size; bits != 0; bits &= ~Long.highestOneBit(bits)) {
            frontier.add(
                    bits == 1
                            ? last
                            : digest(
                                    "gatehouse lost tree v1 "
                                            + recordClass
                                            + " "
                                            + size
                                            + " "
                                            + Long.highestOneBit(bits)));
        }
        return Chain.resume(size, last, frontier)
                .orElseThrow(() -> new AssertionError("a stand-in fits its size"));
    }

    /// What the envelope of an intact record says of the leaf before it; read only behind a hole.
    static Optional<byte[]> previousLeaf(Journal journal, RecordClass recordClass, long sequence) {
        try (JournalReader reader = journal.reader()) {
            return reader.read(recordClass, sequence) instanceof ReadResult.Found found
                    ? Optional.of(Envelope.parseFrom(found.body()).getPreviousLeaf().toByteArray())
                    : Optional.empty();
        } catch (IOException e) {
            Logger.error("STO-006 a record behind a hole cannot be read: class={}", recordClass);
            return Optional.empty();
        }
    }

    private static byte[] lostLeaf(RecordClass recordClass, long sequence) {
        return digest("gatehouse lost leaf v1 " + recordClass + " " + sequence);
    }

    private static byte[] digest(String what) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(what.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every Java platform", e);
        }
    }
}
