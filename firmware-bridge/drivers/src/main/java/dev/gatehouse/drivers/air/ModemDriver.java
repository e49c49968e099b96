package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.mmdvm.MmdvmModem;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A modem on the board as the driver of a station.
final class ModemDriver implements BurstDriver {

    private final MmdvmModem modem;
    private final StreamLink link;

    ModemDriver(MmdvmModem modem, StreamLink link) {
        this.modem = modem;
        this.link = link;
    }

    @Override
    public void open() throws IOException {
        modem.open();
    }

    @Override
    public void transmit(Transmission transmission) {
        modem.transmit(transmission);
    }

    @Override
    public boolean permitted() {
        return modem.permitted();
    }

    @Override
    public List<MakerSign> identity() {
        String version = modem.health().description();
        return version.isEmpty()
                ? List.of()
                : List.of(
                        new MakerSign(
                                MakerSign.Kind.MODEM_VERSION,
                                version.substring(
                                        0, Math.min(version.length(), MakerSign.MAX_VALUE_CHARS))));
    }

    @Override
    public String describe() {
        return link.describe();
    }

    @Override
    public Map<String, Long> counters() {
        return modem.health().counters();
    }

    @Override
    public Map<String, Long> linkCounters() {
        return link.counters();
    }

    @Override
    public void close() {
        modem.close();
    }
}
