package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.observation.RadioReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Radios as devices of the inventory: known by their number, told by what the radio bridge heard.
/// They have no address on the LAN.
public final class RadioSightings {
    private static final String NETWORK = "dmr:";

    private RadioSightings() {}

    /// One radio; empty when nothing of it tells a maker.
    ///
    /// @param at trusted time
    public static Optional<Sighting> of(HeardRadio radio, Instant at) {
        List<Evidence> evidence = new ArrayList<>();
        for (HeardRadio.Sign sign : radio.signs()) {
            MakerEvidence.maker(sign)
                    .ifPresent(maker ->
                            evidence.add(
                                    Evidence.maker(
                                            method(sign.sign().kind()),
                                            maker,
                                            sign.sign().kind() + " " + sign.sign().value(),
                                            at)));
        }
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Sighting.message(
                                radio.system().name(),
                                "",
                                NETWORK + radio.radioId(),
                                Sighting.Told.NOTHING,
                                "radio",
                                evidence,
                                at));
    }

    private static EvidenceMethod method(RadioReport.MakerSign.Kind kind) {
        return switch (kind) {
            case FEATURE_SET_ID,
                    INFRASTRUCTURE_BLOCK,
                    TEXT_DIALECT,
                    DATA_SERVICE,
                    MODEM_VERSION,
                    PEER_SOFTWARE ->
                    EvidenceMethod.FEATURE_SET;
            case LINK_PROTOCOL -> EvidenceMethod.OWN_PROTOCOL;
            case IDENTITY -> EvidenceMethod.OWN_PROTOCOL_IDENTITY;
        };
    }
}
