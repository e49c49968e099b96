package dev.gatehouse.protocols.observation;

/// Something keyed in or swiped by an officer.
///
/// @param kind [#PLATE], [#MRZ], [#PERSON], [#ORGANISATION], [#NAME], or a kind of identifier such
///   as `ISO6346`
/// @param text as typed; canonicalised by the matcher. Of a machine readable zone its lines
/// @param jurisdiction of a plate: ISO 3166-2, alpha-2 or a short form; empty when not given
/// @param birthDate with a name, as typed; empty when not given
/// @param sex with a name: `M`, `F` or `X`; empty when not given
/// @param nationality with a name: ISO 3166-1 alpha-3; empty when not given
/// @param badge of the officer, authenticated
public record ManualEntry(
        String kind,
        String text,
        String jurisdiction,
        String birthDate,
        String sex,
        String nationality,
        String badge)
        implements Observation.InLane {
    /// A plate.
    public static final String PLATE = "PLATE";

    /// A machine readable zone.
    public static final String MRZ = "MRZ";

    /// A person's name.
    public static final String PERSON = "PERSON";

    /// The name of a company or another body.
    public static final String ORGANISATION = "ORGANISATION";

    /// The name of a person or a body, such as a consignee.
    public static final String NAME = "NAME";

    /// A keyed plate.
    public static ManualEntry plate(String plate, String jurisdiction, String badge) {
        return new ManualEntry(PLATE, plate, jurisdiction, "", "", "", badge);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "ManualEntry[content withheld]";
    }
}
