package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;

/// Where one class of a booth stands.
///
/// @param committedSize records 0 .. committedSize - 1 are committed or declared lost
/// @param provenSize records below it are covered by a checkpoint that central verified
/// @param root tree head at `committedSize`, 32 octets
/// @param frontier the saved chain at `committedSize`
/// @param receipt the current receipt as it was sent
public record Mark(
        long committedSize,
        long provenSize,
        ByteString root,
        ByteString frontier,
        ByteString receipt) {
    public Mark {
        if (provenSize < 0 || committedSize < provenSize) {
            throw new IllegalArgumentException(
                    "mark: proven " + provenSize + " beyond committed " + committedSize);
        }
    }
}
