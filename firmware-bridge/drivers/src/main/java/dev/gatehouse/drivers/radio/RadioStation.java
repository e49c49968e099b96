package dev.gatehouse.drivers.radio;

import dev.gatehouse.drivers.Station;

/// One radio system of the booth: it hands up what it hears as observations of
/// [dev.gatehouse.protocols.observation.RadioReport], and sends texts where it may.
public interface RadioStation extends Station, TextTransmitter {

    /// Whether the configuration lets it transmit at all.
    boolean transmits();
}
