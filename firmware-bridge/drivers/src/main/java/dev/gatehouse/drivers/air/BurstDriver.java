package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A driver of bursts, as its station sees it.
interface BurstDriver extends BurstTransmitter, AutoCloseable {

    /// Opens its link and starts.
    ///
    /// @throws IOException when a port cannot be had
    void open() throws IOException;

    /// What the system says of its maker.
    List<MakerSign> identity();

    /// Where its link can be reached.
    String describe();

    /// Counts by stable name, without those of the link.
    Map<String, Long> counters();

    /// Counts of the link.
    Map<String, Long> linkCounters();

    @Override
    void close();
}
