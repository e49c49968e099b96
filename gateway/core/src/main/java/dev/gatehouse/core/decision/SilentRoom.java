package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.RadioEvent;
import java.util.ArrayList;
import java.util.List;

/// Makes a record without a silent hit as long as the same record with it, so that neither disk nor
/// wire tells them apart by length (matching sheet, section 13: the answer is indistinguishable).
final class SilentRoom {
    /// Room held free in every record for the silent hits it may carry; more of them take a
    /// multiple of it.
    static final int ROOM_BYTES = 256;

    /// The same in the record of a replay, where a silent hit comes with its passage.
    static final int REPLAY_ROOM_BYTES = 1_024;

    /// A chunk of filler costs two octets of its own as long as its length fits one.
    private static final int CHUNK_OVERHEAD_BYTES = 2;

    private static final int MAX_CHUNK_BYTES = 64;

    private SilentRoom() {}

    static CheckedObservation fill(CheckedObservation.Builder observed) {
        CheckedObservation plain = observed.build();
        int openBytes = withoutSilent(plain).getSerializedSize();
        return observed.addAllFiller(filler(plain.getSerializedSize(), openBytes, ROOM_BYTES))
                .build();
    }

    /// The same for what a radio did.
    static RadioEvent fill(RadioEvent.Builder event) {
        RadioEvent plain = event.build();
        int openBytes =
                plain.toBuilder()
                        .clearChecks()
                        .addAllChecks(withoutSilent(plain.getChecksList()))
                        .build()
                        .getSerializedSize();
        return event.addAllFiller(filler(plain.getSerializedSize(), openBytes, ROOM_BYTES)).build();
    }

    /// The same for a run of the recent passages against a list.
    static ListReplay fill(ListReplay.Builder run) {
        ListReplay plain = run.build();
        int openBytes = plain.toBuilder().clearSilentHits().build().getSerializedSize();
        return run.addAllFiller(filler(plain.getSerializedSize(), openBytes, REPLAY_ROOM_BYTES))
                .build();
    }

    /// Chunks for a field of a number below 16.
    private static List<ByteString> filler(int bytes, int openBytes, int roomBytes) {
        int target = openBytes + roomBytes;
        while (target < bytes || target == bytes + 1) {
            target += roomBytes;
        }
        List<ByteString> chunks = new ArrayList<>();
        int missing = target - bytes;
        while (missing > 0) {
            int chunk = Math.min(missing, MAX_CHUNK_BYTES);
            if (missing - chunk == 1) {
                chunk--;
            }
            chunks.add(ByteString.copyFrom(new byte[chunk - CHUNK_OVERHEAD_BYTES]));
            missing -= chunk;
        }
        return chunks;
    }

    private static CheckedObservation withoutSilent(CheckedObservation plain) {
        return plain.toBuilder()
                .clearChecks()
                .addAllChecks(withoutSilent(plain.getChecksList()))
                .build();
    }

    private static List<Check> withoutSilent(List<Check> checks) {
        List<Check> open = new ArrayList<>();
        for (Check check : checks) {
            Check.Builder shown = check.toBuilder().clearHits();
            for (Hit hit : check.getHitsList()) {
                if (!hit.getSilent()) {
                    shown.addHits(hit);
                }
            }
            open.add(shown.build());
        }
        return open;
    }
}
