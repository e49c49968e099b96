package dev.gatehouse.protocols.observation;

import java.util.OptionalInt;

/// What a sensor in the booth's enclosure measured.
///
/// @param centiCelsius hundredths of a degree
/// @param centiPercent hundredths of a percent of relative humidity
public record EnvironmentReading(OptionalInt centiCelsius, OptionalInt centiPercent)
        implements Observation.OfBooth {}
