package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.UdtHeader;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.FeatureSet;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceCsbk;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioEmergency;
import java.util.Optional;
import java.util.OptionalInt;

/// Why an emergency was raised: which bit of which message said so, by whose rule book, and what
/// the message's check was worth. A record of the alarm carries it.
///
/// @param sign which bit
/// @param fid feature set of the message, 0 where it has none
/// @param assurance what held the message; see [#certain]
/// @param source who is in need
/// @param target a group or a unit
/// @param group the target is a group
public record EmergencyEvidence(
        Sign sign,
        int fid,
        Assurance assurance,
        RadioAddress source,
        RadioAddress target,
        boolean group) {

    /// The bits that mean an emergency.
    public enum Sign {
        /// Bit 7 of the service options of a call's header, embedded control or terminator.
        SERVICE_OPTIONS,
        /// Bit 7 of the service options of a request to speak to a unit.
        REQUESTED_OPTIONS,
        /// Control block 27 (hex) of the unit signalling feature sets.
        ALARM_BLOCK,
        /// Bit 5 of a unified data header.
        UNIFIED_DATA
    }

    /// What the burst that was heard says of an emergency, if it does.
    public static Optional<EmergencyEvidence> in(Heard heard) {
        return switch (heard) {
            case Heard.CallHeader(Checked<LinkControl> control) -> ofCall(control);
            case Heard.Embedded(Checked<LinkControl> control) -> ofCall(control);
            case Heard.Terminator(Checked<LinkControl> control) -> ofCall(control);
            case Heard.Control(Checked<Csbk> block) -> ofBlock(block);
            case Heard.PacketHeader(Checked<DataHeader> header) -> ofHeader(header);
            case Heard.Speech _,
                    Heard.RepeatedSpeech _,
                    Heard.Privacy _,
                    Heard.Alias _,
                    Heard.Reverse _,
                    Heard.LongControl _,
                    Heard.Message _,
                    Heard.PacketEnd _,
                    Heard.Unified _,
                    Heard.Idle _,
                    Heard.Unreadable _ ->
                    Optional.empty();
        };
    }

    private static Optional<EmergencyEvidence> ofCall(Checked<LinkControl> control) {
        if (control.value() instanceof VoiceChannelUser call && call.options().emergency()) {
            return Optional.of(
                    new EmergencyEvidence(
                            Sign.SERVICE_OPTIONS,
                            call.head().fid(),
                            control.assurance(),
                            call.source(),
                            call.target(),
                            call.group()));
        }
        return Optional.empty();
    }

    private static Optional<EmergencyEvidence> ofBlock(Checked<Csbk> block) {
        if (block.value() instanceof UnitCsbk unit
                && unit.kind() == UnitCsbk.Kind.EMERGENCY_ALARM) {
            return Optional.of(
                    new EmergencyEvidence(
                            Sign.ALARM_BLOCK,
                            unit.head().fid(),
                            block.assurance(),
                            unit.source(),
                            unit.target(),
                            true));
        }
        if (block.value() instanceof ServiceCsbk service
                && service.kind() == ServiceCsbk.Kind.UNIT_VOICE_REQUEST
                && service.options().filter(ServiceOptions::emergency).isPresent()) {
            return Optional.of(
                    new EmergencyEvidence(
                            Sign.REQUESTED_OPTIONS,
                            service.head().fid(),
                            block.assurance(),
                            service.source(),
                            service.target(),
                            false));
        }
        return Optional.empty();
    }

    private static Optional<EmergencyEvidence> ofHeader(Checked<DataHeader> header) {
        if (header.value() instanceof UdtHeader udt && udt.emergency()) {
            return Optional.of(
                    new EmergencyEvidence(
                            Sign.UNIFIED_DATA,
                            FeatureSet.STANDARD,
                            header.assurance(),
                            udt.route().source(),
                            udt.route().destination(),
                            udt.route().group()));
        }
        return Optional.empty();
    }

    /// Whether one sighting is enough: its check is strong, it names a unit, and its feature set is
    /// one that is known to mean it so. Alarm blocks of other feature sets have only the same
    /// layout.
    public boolean certain() {
        boolean known = sign != Sign.ALARM_BLOCK || fid == FeatureSet.MOTOROLA;
        return assurance.verified() && source.isUnit() && known;
    }

    /// The event that carries it.
    ///
    /// @param repeated the same was heard before, see [Repetition]
    public RadioEmergency event(boolean repeated) {
        RadioEmergency.Check check;
        if (assurance.verified()) {
            check = RadioEmergency.Check.VERIFIED;
        } else {
            check = repeated ? RadioEmergency.Check.REPEATED : RadioEmergency.Check.UNVERIFIED;
        }
        return switch (sign) {
            case SERVICE_OPTIONS, REQUESTED_OPTIONS ->
                    event(RadioEmergency.Evidence.SERVICE_OPTION, OptionalInt.of(fid), check);
            case ALARM_BLOCK ->
                    event(RadioEmergency.Evidence.ALARM_BLOCK, OptionalInt.of(fid), check);
            case UNIFIED_DATA ->
                    event(RadioEmergency.Evidence.UNIFIED_DATA_FLAG, OptionalInt.empty(), check);
        };
    }

    private static RadioEmergency event(
            RadioEmergency.Evidence evidence, OptionalInt featureSet, RadioEmergency.Check check) {
        return new RadioEmergency(evidence, featureSet, check, false, Optional.empty());
    }
}
