package dev.gatehouse.simulators.camera;

import java.time.Instant;

/// One read of a simulated camera, before it is put into a maker's words.
///
/// @param number from 1, in the order of time
/// @param camera name of the camera, which goes into ids
/// @param at when the vehicle was seen
/// @param plate made up
/// @param country alpha-2
/// @param part of the country
/// @param percent certainty, 50 to 99
/// @param approaching or leaving
public record CameraRead(
        long number,
        String camera,
        Instant at,
        String plate,
        String country,
        String part,
        int percent,
        boolean approaching) {

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "CameraRead[" + number + ", content withheld]";
    }
}
