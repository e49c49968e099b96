package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.name.NameKind;
import java.util.List;
import java.util.Optional;

/// What a lookout may be about, and the identifiers that each kind has (fact sheet of lookout
/// matching, section 1).
public enum SubjectKind {
    PLATE(IdentifierKind.PLATE),
    VEHICLE(IdentifierKind.VIN),
    DOCUMENT(
            IdentifierKind.DOCUMENT,
            IdentifierKind.MRZ_TD1,
            IdentifierKind.MRZ_TD2,
            IdentifierKind.MRZ_TD3,
            IdentifierKind.MRZ_MRVA,
            IdentifierKind.MRZ_MRVB),
    PERSON(NameKind.PERSON),
    ORGANISATION(NameKind.ORGANISATION, IdentifierKind.LEI, IdentifierKind.CA_BN),
    CONTAINER(IdentifierKind.ISO6346),
    RAIL_CAR(IdentifierKind.UIC_WAGON, IdentifierKind.AAR_CAR),
    VESSEL(NameKind.VESSEL, IdentifierKind.IMO_SHIP, IdentifierKind.MMSI, IdentifierKind.CALL_SIGN),
    /// Shipping company or registered owner of ships.
    COMPANY(NameKind.ORGANISATION, IdentifierKind.IMO_COMPANY),
    AIRCRAFT(IdentifierKind.AIRCRAFT_MARK, IdentifierKind.AIRCRAFT_ADDRESS),
    CONSIGNMENT(IdentifierKind.AWB, IdentifierKind.CARGO_CONTROL, IdentifierKind.BILL_OF_LADING),
    CARRIER(
            NameKind.ORGANISATION,
            IdentifierKind.CARRIER_CODE,
            IdentifierKind.SCAC,
            IdentifierKind.USDOT),
    DEVICE(IdentifierKind.IMEI, IdentifierKind.TRANSPONDER, IdentifierKind.RADIO_ID),
    /// Goods, by serial number or by code of the Harmonized System.
    GOODS(IdentifierKind.SERIAL, IdentifierKind.HS_CODE);

    private final Optional<NameKind> nameKind;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<IdentifierKind> identifiers;

    SubjectKind(IdentifierKind... identifiers) {
        nameKind = Optional.empty();
        this.identifiers = List.of(identifiers);
    }

    SubjectKind(NameKind nameKind, IdentifierKind... identifiers) {
        this.nameKind = Optional.of(nameKind);
        this.identifiers = List.of(identifiers);
    }

    /// The kind of name it is searched by, if it has names.
    public Optional<NameKind> nameKind() {
        return nameKind;
    }

    /// Kinds of identifier it is searched by; where several are there, the first whose form fits an
    /// unnamed text is meant.
    public List<IdentifierKind> identifiers() {
        return identifiers;
    }

    /// The subject that an identifier of this kind belongs to.
    public static SubjectKind of(IdentifierKind kind) {
        for (SubjectKind subject : values()) {
            if (subject.identifiers.contains(kind)) {
                return subject;
            }
        }
        throw new IllegalArgumentException("no subject has identifiers of kind " + kind);
    }
}
