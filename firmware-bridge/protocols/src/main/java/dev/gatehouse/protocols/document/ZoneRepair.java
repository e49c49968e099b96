package dev.gatehouse.protocols.document;

import java.util.Set;

/// One character that was exchanged because check digits prove it (clause 5, step 5).
///
/// @param line from 1
/// @param column from 1
/// @param from as read
/// @param to as proven
/// @param proof checks that agree with it and not without it
public record ZoneRepair(int line, int column, char from, char to, Set<MrzCheck> proof) {

    public ZoneRepair {
        proof = Set.copyOf(proof);
        if (line < 1 || column < 1 || from == to || proof.isEmpty()) {
            throw new IllegalArgumentException("repair: expected a place, a change and a proof");
        }
    }

    /// Characters are content: never printed by accident.
    @Override
    public String toString() {
        return "ZoneRepair[line=" + line + ", column=" + column + ", content withheld]";
    }
}
