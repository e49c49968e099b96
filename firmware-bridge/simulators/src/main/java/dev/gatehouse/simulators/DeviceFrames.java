package dev.gatehouse.simulators;

import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.lpr.ReaderProfile;
import dev.gatehouse.protocols.lpr.RekorAgent;
import dev.gatehouse.protocols.lpr.RekorCandidate;
import dev.gatehouse.protocols.lpr.RekorDocument;
import dev.gatehouse.protocols.lpr.RekorGroup;
import dev.gatehouse.protocols.lpr.RekorReading;
import dev.gatehouse.simulators.Step.Edge;
import dev.gatehouse.simulators.Step.Kind;
import dev.gatehouse.simulators.Step.Read;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The bytes a simulated device sends: Rekor groups and kernel line events, made by the codecs that
/// read them. Owned by the link's thread.
final class DeviceFrames {

    private static final long DEFAULT_LINE = 17;
    private static final long SEQUENCE_MASK = 0xFFFF_FFFFL;

    /// How long a vehicle was in the reader's view, for `epoch_end`.
    private static final long IN_VIEW_MS = 400;

    private final String deviceId;
    private final RekorAgent agent;
    private final long line;
    private long lineSequence;

    private DeviceFrames(String deviceId, RekorAgent agent, long line) {
        this.deviceId = deviceId;
        this.agent = agent;
        this.line = line;
    }

    static DeviceFrames of(LinkContext context, Settings settings) {
        long cameraId = Integer.toUnsignedLong(context.deviceId().hashCode());
        return new DeviceFrames(
                context.deviceId(),
                new RekorAgent("", "SIMULATEDAGENT", "alprd", "4.1.2", cameraId),
                settings.number("line", DEFAULT_LINE, 0, SEQUENCE_MASK));
    }

    /// One message of the plate reader.
    ///
    /// @param bytes Rekor JSON
    /// @param eventId under which a booth keeps the observation, which for previews is not the sent
    ///   one alone
    record ReaderMessage(byte[] bytes, String eventId) {}

    ReaderMessage read(Read read, Instant at) {
        OptionalDouble confidence =
                read.text().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(read.confidence());
        List<RekorCandidate> candidates = new ArrayList<>();
        if (!read.text().isEmpty()) {
            candidates.add(new RekorCandidate(read.text(), confidence, true));
        }
        for (String other : read.alternatives()) {
            candidates.add(
                    new RekorCandidate(other, OptionalDouble.of(read.confidence() * 0.8), false));
        }
        byte[] bytes =
                RekorGroup.of(
                                agent,
                                at,
                                at.plusMillis(IN_VIEW_MS),
                                read.eventId(),
                                read.text(),
                                confidence,
                                read.region(),
                                candidates,
                                read.kind() == Kind.PREVIEW)
                        .encode();
        return new ReaderMessage(bytes, observedId(bytes));
    }

    private String observedId(byte[] bytes) {
        return switch (RekorDocument.decode(bytes)) {
            case Decoded.Message<RekorDocument>(RekorDocument document) ->
                    RekorReading.of(
                                    document,
                                    new ReaderProfile(
                                            deviceId,
                                            "",
                                            OptionalDouble.empty(),
                                            OptionalDouble.empty()),
                                    (_, _) -> "")
                            .getFirst()
                            .eventId();
            case Decoded.Rejected<RekorDocument>(var reason, var detail) ->
                    throw new IllegalStateException(
                            "own message refused: " + reason + ", " + detail);
        };
    }

    /// One edge of the loop, seen by the kernel at `nanos`.
    byte[] line(Edge edge, long nanos) {
        lineSequence = (lineSequence + 1) & SEQUENCE_MASK;
        return new LineEvent(
                        Math.max(0, nanos),
                        edge.present() ? LineEvent.Edge.RISING : LineEvent.Edge.FALLING,
                        line,
                        lineSequence,
                        lineSequence)
                .encode();
    }
}
