package dev.gatehouse.protocols.lpr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// `heartbeat`: the agent lives, and so do its cameras. None for 3 min means a silent reader.
///
/// @param agentUid as sent
/// @param timestamp ms UTC as sent
/// @param streams one for each camera
public record RekorHeartbeat(String agentUid, OptionalLong timestamp, List<Stream> streams)
        implements RekorMessage {

    static final String KIND = "heartbeat";

    public RekorHeartbeat {
        streams = List.copyOf(streams);
    }

    /// One camera of the agent.
    ///
    /// @param cameraId 0 when absent
    /// @param cameraName the only place where the name occurs
    /// @param framesPerSecond as sent
    /// @param streaming pictures arrive
    /// @param lastPlateRead ms UTC as sent
    public record Stream(
            long cameraId,
            String cameraName,
            OptionalDouble framesPerSecond,
            boolean streaming,
            OptionalLong lastPlateRead) {

        private static Stream from(JsonValue.Struct from) {
            return new Stream(
                    from.whole("camera_id").orElse(0),
                    from.text("camera_name"),
                    from.decimal("fps"),
                    from.flag("is_streaming"),
                    from.whole("last_plate_read"));
        }

        private void write(JsonWriter to) {
            to.whole("camera_id", cameraId)
                    .text("camera_name", cameraName)
                    .decimal("fps", framesPerSecond)
                    .flag("is_streaming", streaming)
                    .whole("last_plate_read", lastPlateRead);
        }
    }

    /// The agent's clock when it wrote this; empty when it sent none that fits a magnitude.
    public Optional<Instant> time() {
        return timestamp.isPresent() ? EpochTime.of(timestamp.getAsLong()) : Optional.empty();
    }

    static RekorHeartbeat from(JsonValue.Struct root) {
        return new RekorHeartbeat(
                root.text("agent_uid"),
                root.whole("timestamp"),
                root.structs("video_streams").stream().map(Stream::from).toList());
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(to ->
                to.text(DATA_TYPE, KIND)
                        .text("agent_uid", agentUid)
                        .whole("timestamp", timestamp)
                        .objects(
                                "video_streams",
                                streams.stream().map(s -> (JsonWriter.Members) s::write).toList()));
    }
}
