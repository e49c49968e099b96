package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.util.List;

/// What a message has for the booth.
///
/// @param signs of who made the radio
record News(List<MakerSign> signs, RadioEvent event) {
    News {
        signs = List.copyOf(signs);
    }
}
