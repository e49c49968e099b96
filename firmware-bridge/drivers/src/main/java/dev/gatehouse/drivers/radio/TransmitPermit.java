package dev.gatehouse.drivers.radio;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Whether a system may transmit. Off unless the configuration both switches it on and names the
/// frequency for which there is an authorisation; then only on that frequency.
///
/// | setting | meaning |
/// |---|---|
/// | `transmit` | `on` or `off` (default) |
/// | `authorised_hz` | the frequency, Hz |
public final class TransmitPermit {

    /// Settings that are read here.
    public static final Set<String> SETTINGS = Set.of("transmit", "authorised_hz");

    private static final TransmitPermit OFF = new TransmitPermit(OptionalLong.empty());

    private final OptionalLong authorisedHz;

    private TransmitPermit(OptionalLong authorisedHz) {
        this.authorisedHz = authorisedHz;
    }

    /// Receive only.
    public static TransmitPermit off() {
        return OFF;
    }

    /// May send on one frequency.
    public static TransmitPermit on(long authorisedHz) {
        if (authorisedHz <= 0) {
            throw new IllegalArgumentException("authorised_hz: expected a frequency in Hz");
        }
        return new TransmitPermit(OptionalLong.of(authorisedHz));
    }

    /// Reads the settings.
    ///
    /// @throws IllegalArgumentException when transmitting is switched on without a frequency, or a
    ///   setting is no such word or number
    public static TransmitPermit of(Map<String, String> settings) {
        String text = settings.getOrDefault("authorised_hz", "");
        OptionalLong authorised = OptionalLong.empty();
        if (!text.isEmpty()) {
            try {
                authorised = OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("authorised_hz: expected a frequency in Hz", e);
            }
        }
        return switch (settings.getOrDefault("transmit", "off")) {
            case "off" -> OFF;
            case "on" ->
                    on(
                            authorised.orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "transmit = on: expected authorised_hz beside it")));
            default -> throw new IllegalArgumentException("transmit: expected on or off");
        };
    }

    /// Whether anything may be sent.
    public boolean given() {
        return authorisedHz.isPresent();
    }

    /// Whether it may be sent on this frequency.
    public boolean covers(long txHz) {
        return authorisedHz.isPresent() && authorisedHz.getAsLong() == txHz;
    }

    /// Refuses a system whose frequency is another than the authorised one.
    ///
    /// @throws IllegalArgumentException when transmitting is on and the frequency is not covered
    public void requireCovers(long txHz) {
        if (given() && !covers(txHz)) {
            throw new IllegalArgumentException(
                    "transmit = on: expected the authorised frequency "
                            + authorisedHz.getAsLong()
                            + " Hz as the transmit frequency, found "
                            + txHz
                            + " Hz");
        }
    }
}
