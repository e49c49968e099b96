package dev.gatehouse.core.name;

import java.util.Locale;

/// Whose name it is, which decides the rules it is read and compared by.
public enum NameKind {
    /// A human being.
    PERSON,
    /// A company, an authority, any body.
    ORGANISATION,
    /// A ship.
    VESSEL,
    /// A person or an organisation: a name with a word that only organisations have is one.
    EITHER;

    /// From the schema names of sanctions data (`Person`, `Company`, `Organization`, `PublicBody`,
    /// `Vessel`); any other is [#EITHER].
    public static NameKind ofSchema(String schema) {
        return switch (schema.strip().toUpperCase(Locale.ROOT)) {
            case "PERSON", "INDIVIDUAL" -> PERSON;
            case "COMPANY", "ORGANIZATION", "ORGANISATION", "PUBLICBODY", "ENTITY" -> ORGANISATION;
            case "VESSEL", "AIRCRAFT", "VEHICLE" -> VESSEL;
            default -> EITHER;
        };
    }
}
