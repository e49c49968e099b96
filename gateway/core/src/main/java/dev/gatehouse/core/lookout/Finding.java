package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Jurisdiction;
import java.util.List;

/// A lookout that something presented matches.
///
/// @param lookout which
/// @param kind of its subject that matches
/// @param strength of the match
/// @param qualifierUnknown the jurisdiction of a plate, the issuer of a document or the check digit
///   of an IMEI is not known on one side
/// @param jurisdictionDiffers both jurisdictions are known and differ: a lead
/// @param listed the listed value
/// @param listedIn jurisdiction of a listed plate
/// @param steps why, as codes with operands; content
public record Finding(
        Lookout lookout,
        SubjectKind kind,
        Strength strength,
        boolean qualifierUnknown,
        boolean jurisdictionDiffers,
        String listed,
        Jurisdiction listedIn,
        List<String> steps) {
    public Finding {
        steps = List.copyOf(steps);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Finding[lookout=" + lookout.id() + ", strength=" + strength + "]";
    }
}
