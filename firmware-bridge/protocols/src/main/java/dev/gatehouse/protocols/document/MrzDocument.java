package dev.gatehouse.protocols.document;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Fields of one machine readable zone as printed, fillers removed, and the outcome of its checks.
///
/// @param form layout
/// @param code one or two letters, such as `P` or `ID`
/// @param issuer state or organisation, see [#issuerAssigned]
/// @param number whole document number, long ones joined
/// @param nationality of the holder
/// @param birth date of birth
/// @param sex `M`, `F` or `<`
/// @param expiry date of expiry
/// @param nameField the whole name field with its fillers
/// @param name its two parts
/// @param optionalData both optional fields without their trailing fillers, without what belongs to
///   a long number
/// @param checks outcome of each check that the form has
public record MrzDocument(
        MrzForm form,
        String code,
        String issuer,
        String number,
        String nationality,
        MrzDate birth,
        char sex,
        MrzDate expiry,
        String nameField,
        MrzNames name,
        String optionalData,
        Map<MrzCheck, MrzCheck.Outcome> checks) {
    /// Between issuer and number of a canonical form.
    public static final char ISSUER_END = ':';

    public MrzDocument {
        if (number.isEmpty()) {
            throw new IllegalArgumentException("number: expected a document number, found none");
        }
        checks = Map.copyOf(checks);
    }

    /// Issuer and number: the form to compare.
    public String canonical() {
        return issuer + ISSUER_END + number;
    }

    /// Whether the issuer's code is one of ISO 3166-1 or Doc 9303-3. An unknown code is told and
    /// fails nothing, for lists of codes age.
    public boolean issuerAssigned() {
        return IssuingStates.isAssigned(issuer);
    }

    /// What the checks say together.
    public MrzStatus status() {
        if (checks.containsValue(MrzCheck.Outcome.DISAGREES)) {
            return MrzStatus.FAILED;
        }
        return checks.containsValue(MrzCheck.Outcome.NOT_PRINTED)
                ? MrzStatus.UNVERIFIED
                : MrzStatus.VALID;
    }

    /// Which checks disagree; free of content.
    public String why() {
        StringBuilder why = new StringBuilder();
        switch (status()) {
            case FAILED -> {
                why.append("fails: ");
                why.append(
                        new EnumMap<>(checks)
                                .entrySet().stream()
                                        .filter(e -> e.getValue() != MrzCheck.Outcome.AGREES)
                                        .map(e -> e.getKey().word())
                                        .collect(Collectors.joining(", ")));
            }
            case UNVERIFIED -> why.append("the number has no check digit: it is not verified");
            case VALID -> why.append("every check digit agrees");
        }
        if (!issuerAssigned()) {
            why.append("; the issuer's code is not assigned");
        }
        if (name.fillersMisread()) {
            why.append("; letters stand where the name field has fillers");
        }
        return why.toString();
    }

    /// Every field is content: never printed by accident.
    @Override
    public String toString() {
        return "MrzDocument[" + form + ", " + status() + ", content withheld]";
    }
}
