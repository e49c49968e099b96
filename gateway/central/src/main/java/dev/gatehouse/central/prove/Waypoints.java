package dev.gatehouse.central.prove;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralSigner;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What is said of one class at certain sizes, held against the chain when the replay gets there.
final class Waypoints {
    private final ClassKey key;
    private final BoothRecord booth;
    private final CentralSigner signer;
    private final Findings findings;
    private final Tally tally;
    private final NavigableMap<Long, Checkpoint> heads = new TreeMap<>();
    private final NavigableMap<Long, List<LedgerView.CheckpointRow>> checkpoints = new TreeMap<>();
    private final NavigableMap<Long, LedgerView.ReceiptRow> receipts = new TreeMap<>();
    private final Optional<LedgerView.MarkRow> mark;
    private long provenSize;

    Waypoints(
            ClassKey key,
            BoothRecord booth,
            CentralSigner signer,
            LedgerView view,
            List<Checkpoint> heads,
            Findings findings,
            Tally tally)
            throws SQLException {
        this.key = key;
        this.booth = booth;
        this.signer = signer;
        this.findings = findings;
        this.tally = tally;
        for (Checkpoint head : heads) {
            Checkpoint other = this.heads.putIfAbsent(head.getSize(), head);
            if (other != null && !other.getRoot().equals(head.getRoot())) {
                findings.add(place("heads", head.getSize()), "one root", "two signed roots");
            }
        }
        for (LedgerView.CheckpointRow row : view.checkpoints(key)) {
            checkpoints.merge(
                    row.size(), List.of(row), (a, b) -> List.of(a.getFirst(), b.getFirst()));
        }
        for (LedgerView.ReceiptRow row : view.receipts(key)) {
            receipts.put(row.size(), row);
        }
        String name = key.toString();
        this.mark =
                view.marks().stream()
                        .filter(m -> (m.booth() + "/" + m.recordClass()).equals(name))
                        .findFirst();
    }

    /// The replay stands at this size.
    void reached(Chain chain) {
        long size = chain.size();
        ByteString root =
                heads.containsKey(size)
                                || checkpoints.containsKey(size)
                                || receipts.containsKey(size)
                        ? ByteString.copyFrom(chain.root())
                        : ByteString.EMPTY;
        for (LedgerView.CheckpointRow row : checkpoints.getOrDefault(size, List.of())) {
            checkpoint(row, root, ByteString.copyFrom(chain.head()));
        }
        Checkpoint head = heads.get(size);
        if (head != null) {
            if (!head.getRoot().equals(root)) {
                findings.add(
                        place("heads", size),
                        "root " + Hex.of(head.getRoot()),
                        "root " + Hex.of(root));
            } else if (!checkpoints.containsKey(size)) {
                findings.add(
                        place("checkpoint", size), "the checkpoint that the heads keep", "no row");
            }
        }
        LedgerView.ReceiptRow row = receipts.get(size);
        if (row != null) {
            receiptRow(row, root, ByteString.copyFrom(chain.save()));
        }
    }

    private void checkpoint(LedgerView.CheckpointRow row, ByteString root, ByteString head) {
        String place = place("checkpoint", row.size());
        Optional<Checkpoint> checkpoint = Stored.checkpoint(row.checkpoint());
        boolean signed =
                checkpoint.isPresent()
                        && checkpoint.get().getSize() == row.size()
                        && checkpoint.get().hasMlDsa44() == row.hybrid()
                        && checkpoint.get().getRecordClass() == key.sealClass().wire()
                        && Verifying.checkpoint(checkpoint.get(), booth).valid();
        if (!signed) {
            findings.add(
                    place,
                    "a checkpoint signed by the booth",
                    "one whose signature or content fails");
        } else if (!checkpoint.get().getRoot().equals(root)) {
            findings.add(
                    place, "root " + Hex.of(checkpoint.get().getRoot()), "root " + Hex.of(root));
        } else if (!checkpoint.get().getChainHead().equals(head)) {
            findings.add(
                    place,
                    "chain head " + Hex.of(checkpoint.get().getChainHead()),
                    "chain head " + Hex.of(head));
        } else {
            tally.checkpoints++;
            provenSize = Math.max(provenSize, row.size());
        }
    }

    private void receiptRow(LedgerView.ReceiptRow row, ByteString root, ByteString frontier) {
        String place = place("receipt", row.size());
        if (receipt(place, row.receipt(), row.size(), root).isPresent()) {
            tally.receipts++;
        }
        if (!row.frontier().isEmpty() && !row.frontier().equals(frontier)) {
            findings.add(place, "the saved chain of this size", "another");
        }
    }

    /// A receipt in central's own hand. Ed25519 signatures are deterministic (RFC 8032, 5.1.6), so
    /// signing again must give the same octets.
    private Optional<Receipt> receipt(String place, ByteString octets, long size, ByteString root) {
        Optional<Receipt> receipt = Stored.receipt(octets);
        if (receipt.isEmpty() || !signedByCentral(receipt.get())) {
            findings.add(
                    place, "a receipt signed by central", "one whose signature or content fails");
            return Optional.empty();
        }
        if (receipt.get().getSize() != size || !receipt.get().getRoot().equals(root)) {
            findings.add(
                    place,
                    "size " + size + " root " + Hex.of(root),
                    "size " + receipt.get().getSize() + " root " + Hex.of(receipt.get().getRoot()));
            return Optional.empty();
        }
        return receipt;
    }

    private boolean signedByCentral(Receipt receipt) {
        try {
            return signer.receipt(
                            booth.id(),
                            key.sealClass(),
                            receipt.getSize(),
                            receipt.getRoot().toByteArray(),
                            receipt.getCentralTimeMs(),
                            receipt.getProvenSize())
                    .equals(receipt);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// A record bears the time of the receipt that first covered it.
    void received(long sequence, long receivedMs) {
        var covering = receipts.higherEntry(sequence);
        if (covering == null) {
            return;
        }
        Optional<Receipt> receipt = Stored.receipt(covering.getValue().receipt());
        if (receipt.isPresent() && receipt.get().getCentralTimeMs() != receivedMs) {
            findings.add(
                    key + " sequence " + sequence,
                    "received_ms " + receipt.get().getCentralTimeMs(),
                    "received_ms " + receivedMs);
        }
    }

    /// Sizes inside a declared loss cannot be recomputed and are passed over.
    void skipped(long from, long to) {
        heads.subMap(from, false, to, false).clear();
        checkpoints.subMap(from, false, to, false).clear();
        receipts.subMap(from, false, to, false).clear();
    }

    /// The replay is over; `broken` when it could not go to the end, which is a finding already.
    void end(Chain chain, boolean broken) {
        long size = chain.size();
        if (!broken) {
            tail("checkpoint", checkpoints.tailMap(size, false), size);
            tail("heads", heads.tailMap(size, false), size);
            tail("receipt", receipts.tailMap(size, false), size);
            mark(chain);
        }
    }

    private void tail(String what, NavigableMap<Long, ?> beyond, long size) {
        if (!beyond.isEmpty()) {
            findings.add(
                    place(what, beyond.lastKey()),
                    "records up to " + (beyond.lastKey() - 1),
                    "an end before sequence " + size + ": the tail is missing");
        }
    }

    private void mark(Chain chain) {
        if (mark.isEmpty()) {
            findings.add(key + " mark", "a mark", "none");
            return;
        }
        String place = place("mark", mark.get().committedSize());
        if (mark.get().committedSize() != chain.size()) {
            findings.add(
                    place,
                    "records up to " + (mark.get().committedSize() - 1),
                    "an end before sequence " + chain.size());
            return;
        }
        ByteString root = ByteString.copyFrom(chain.root());
        if (!mark.get().root().equals(root)) {
            findings.add(place, "root " + Hex.of(root), "root " + Hex.of(mark.get().root()));
        }
        if (!mark.get().frontier().equals(ByteString.copyFrom(chain.save()))) {
            findings.add(place, "the saved chain of this size", "another");
        }
        if (chain.size() > 0 && !receipts.containsKey(chain.size())) {
            findings.add(place, "the receipt of this size", "no row");
        }
        Optional<Receipt> receipt = receipt(place, mark.get().receipt(), chain.size(), root);
        if (mark.get().provenSize() != provenSize
                || (receipt.isPresent() && receipt.get().getProvenSize() != provenSize)) {
            findings.add(
                    place,
                    "proven " + provenSize + ", as the checkpoints say",
                    "proven " + mark.get().provenSize());
        }
    }

    private String place(String what, long size) {
        return key + " " + what + " at size " + size;
    }
}
