package dev.gatehouse.benchmarks;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.EpochLimits;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Sealed;
import dev.gatehouse.core.seal.Sealer;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Observation;
import dev.gatehouse.proto.v1.PlateRead;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordBatch;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TimeQuality;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// A booth as central sees it: the real sealer, chain and signatures, without journal and network.
final class SealingBooth {
    /// As a booth signs: a checkpoint a second, and a second's records are two batches under load.
    private static final int BATCHES_A_CHECKPOINT = 2;

    private static final long FIRST_WALL_MS = 1_800_000_000_000L;
    private static final int FILLER_CHUNKS = 4;
    private static final int FILLER_BYTES = 62;

    private final BoothKeys keys;
    private final Sealer sealer;
    private final Checkpointer checkpointer;
    private final Chain chain = new Chain();
    private final MadeUpPlates plates;
    private long wallMs = FIRST_WALL_MS;
    private long payloadBytes;

    SealingBooth(BoothKeys keys, SecureRandom random, long seed) {
        this.keys = keys;
        this.sealer = new Sealer(keys, random, System::nanoTime, EpochLimits.DEFAULT);
        this.checkpointer = new Checkpointer(keys);
        this.plates = new MadeUpPlates(seed);
    }

    BoothId id() {
        return keys.id();
    }

    BoothKeys keys() {
        return keys;
    }

    /// Records sealed so far.
    long records() {
        return chain.size();
    }

    long payloadBytes() {
        return payloadBytes;
    }

    /// Messages with the next records, and the checkpoints that belong between them.
    List<UpstreamMessage> messages(int records, int batch) {
        List<UpstreamMessage> messages = new ArrayList<>();
        for (int done = 0; done < records; done += batch) {
            RecordBatch.Builder one = RecordBatch.newBuilder();
            for (int i = done; i < Math.min(records, done + batch); i++) {
                one.addEnvelopes(seal(read()));
            }
            messages.add(message().setRecords(one).build());
            if (done / batch % BATCHES_A_CHECKPOINT == BATCHES_A_CHECKPOINT - 1) {
                messages.add(checkpoint());
            }
        }
        return messages;
    }

    Envelope seal(Record record) {
        byte[] payload = record.toByteArray();
        Sealed sealed = sealer.seal(SealClass.P1, chain.size(), chain.head(), 1, payload);
        chain.append(sealed.leaf());
        payloadBytes += payload.length;
        return sealed.envelope();
    }

    /// The record of one unlisted vehicle, as long as a real one.
    Record read() {
        String plate = plates.unlisted();
        CheckedObservation.Builder checked =
                CheckedObservation.newBuilder()
                        .setPassageId("%032x".formatted(chain.size()))
                        .setObservation(
                                Observation.newBuilder()
                                        .setDeviceId("cam-1")
                                        .setLaneId("1")
                                        .setEventId("BENCHAGENT-7-" + chain.size())
                                        .setCaptured(stamp())
                                        .setReceived(stamp())
                                        .setResendable(true)
                                        .setPlateRead(
                                                PlateRead.newBuilder()
                                                        .setPlateRaw(plate)
                                                        .setPlate(plate)
                                                        .setConfidence(0.93)
                                                        .setJurisdiction("CA-ON")
                                                        .setVehicleKey("BENCH")
                                                        .setCameraIdentity("BENCHAGENT/7")))
                        .addChecks(Check.newBuilder().setCanonical(plate).setJurisdiction("CA-ON"));
        for (int i = 0; i < FILLER_CHUNKS; i++) {
            checked.addFiller(ByteString.copyFrom(new byte[FILLER_BYTES]));
        }
        return Record.newBuilder().setCheckedObservation(checked).build();
    }

    private UpstreamMessage checkpoint() {
        wallMs += 1_000;
        return message()
                .setCheckpoint(checkpointer.sign(SealClass.P1, chain, stamp(), false))
                .build();
    }

    private Stamp stamp() {
        return Stamp.newBuilder()
                .setWallMs(wallMs)
                .setQuality(TimeQuality.TIME_QUALITY_SYNCED)
                .setBoundMs(5)
                .build();
    }

    private UpstreamMessage.Builder message() {
        return UpstreamMessage.newBuilder().setBooth(ByteString.copyFrom(id().bytes()));
    }
}
