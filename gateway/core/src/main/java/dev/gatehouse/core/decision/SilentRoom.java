package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Hit;

/// Makes a record without a silent hit as long as the same record with it, so that neither disk nor
/// wire tells them apart by length (matching sheet, section 13: the answer is indistinguishable).
final class SilentRoom {
    /// Room held free in every record for the silent hits it may carry; more of them take a
    /// multiple of it.
    static final int ROOM_BYTES = 256;

    /// A chunk of filler costs two octets of its own as long as its length fits one.
    private static final int CHUNK_OVERHEAD_BYTES = 2;

    private static final int MAX_CHUNK_BYTES = 64;

    private SilentRoom() {}

    static CheckedObservation fill(CheckedObservation.Builder observed) {
        CheckedObservation plain = observed.build();
        int length = plain.getSerializedSize();
        int openLength = withoutSilent(plain).getSerializedSize();
        int target = openLength + ROOM_BYTES;
        while (target < length || target == length + 1) {
            target += ROOM_BYTES;
        }
        int missing = target - length;
        while (missing > 0) {
            int chunk = Math.min(missing, MAX_CHUNK_BYTES);
            if (missing - chunk == 1) {
                chunk--;
            }
            observed.addFiller(ByteString.copyFrom(new byte[chunk - CHUNK_OVERHEAD_BYTES]));
            missing -= chunk;
        }
        return observed.build();
    }

    private static CheckedObservation withoutSilent(CheckedObservation plain) {
        CheckedObservation.Builder open = plain.toBuilder().clearChecks();
        for (Check check : plain.getChecksList()) {
            Check.Builder shown = check.toBuilder().clearHits();
            for (Hit hit : check.getHitsList()) {
                if (!hit.getSilent()) {
                    shown.addHits(hit);
                }
            }
            open.addChecks(shown);
        }
        return open.build();
    }
}
