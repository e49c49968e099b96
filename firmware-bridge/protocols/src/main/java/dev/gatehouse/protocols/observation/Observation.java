package dev.gatehouse.protocols.observation;

/// One thing one device saw in one lane. Every driver produces these and nothing else.
///
/// @param deviceId configured id of the device, 1 to 64 characters of `[A-Za-z0-9._-]`
/// @param laneId configured lane
/// @param eventId the device's own event id, 1 to 128 characters; with `deviceId` the key of
///   de-duplication
/// @param captured when the device saw it
/// @param received when its bytes arrived
/// @param late sent again after an outage: checked, but no barrier opens for it
/// @param resendable the link can send it again until acknowledged
/// @param body what was seen
public record Observation(
        String deviceId,
        String laneId,
        String eventId,
        CaptureTime captured,
        Received received,
        boolean late,
        boolean resendable,
        Body body) {

    public Observation {
        if (deviceId.isEmpty() || deviceId.length() > 64) {
            throw new IllegalArgumentException(
                    "device id: expected 1..64 characters, found " + deviceId.length());
        }
        if (eventId.isEmpty() || eventId.length() > 128) {
            throw new IllegalArgumentException(
                    "event id: expected 1..128 characters, found " + eventId.length());
        }
    }

    /// What was seen. A new kind of device adds a record here and the compiler lists what it
    /// touches.
    public sealed interface Body permits InLane, OfBooth, RadioReport, RadiationReport {}

    /// What belongs to the conveyance in the lane, or to what its people hand over.
    public sealed interface InLane extends Body
            permits PlateRead, PresenceChange, ManualEntry, DocumentRead, IdentifierRead, TagRead {}

    /// What belongs to the booth or the device itself, whatever stands in the lane.
    public sealed interface OfBooth extends Body
            permits ContactChange, EnvironmentReading, DeviceNotice {}
}
