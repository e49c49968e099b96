package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import java.util.Optional;
import java.util.Set;

/// One thing that an observation presents, to be checked.
///
/// @param kind of what
/// @param text as read or keyed
/// @param qualifier what tells two equal texts apart: the jurisdiction of a plate, the kind of any
///   other identifier, the facts of a person
/// @param presented empty when it cannot be searched
/// @param doubts why no hit would not be clear, by how it was read
record Reading(
        SubjectKind kind,
        String text,
        String qualifier,
        Optional<Presented> presented,
        Set<NotCheckedReason> doubts) {
    Reading {
        doubts = Set.copyOf(doubts);
    }

    /// What was read without doubt.
    Reading(SubjectKind kind, String text, String qualifier, Optional<Presented> presented) {
        this(kind, text, qualifier, presented, Set.of());
    }

    /// Whether it is searched as a name, which takes longer than an identifier.
    boolean isName() {
        return presented.filter(what -> what instanceof Presented.Named).isPresent();
    }

    /// Whether it is another reading of what was read.
    boolean isOther() {
        return presented.filter(what -> what instanceof Presented.OtherReading).isPresent();
    }

    /// Jurisdiction of a plate, when it is known.
    Optional<String> jurisdiction() {
        return presented.flatMap(what ->
                what instanceof Presented.Plate(_, Jurisdiction issuedBy) && issuedBy.isKnown()
                        ? Optional.of(issuedBy.code())
                        : Optional.empty());
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Reading[" + kind + ", content withheld]";
    }
}
