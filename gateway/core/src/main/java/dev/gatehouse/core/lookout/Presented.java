package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.NameReader;
import dev.gatehouse.core.name.PersonFacts;
import java.util.List;
import java.util.Optional;

/// One thing that a passage presents, to be held against the lookouts.
public sealed interface Presented {

    /// A plate.
    ///
    /// @param text as read or keyed, any text
    /// @param jurisdiction as read
    record Plate(String text, Jurisdiction jurisdiction) implements Presented {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Plate[content withheld]";
        }
    }

    /// Any other identifier.
    record Identified(CheckedIdentifier identifier) implements Presented {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Identified[" + identifier.kind() + ", content withheld]";
        }
    }

    /// Another reading of an identifier, which no check tells from the one that was read: an equal
    /// listed one is a look-alike of what was read and never more.
    ///
    /// @param identifier the other reading
    /// @param asRead canonical form of what was read
    record OtherReading(CheckedIdentifier identifier, String asRead) implements Presented {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "OtherReading[" + identifier.kind() + ", content withheld]";
        }
    }

    /// A person or a body by name.
    ///
    /// @param readings of the one name, each by the rules of another kind: that kind's names are
    ///   searched
    /// @param document that states the name, when there is one: an equal listed one is evidence
    record Named(List<NameForm> readings, PersonFacts facts, Optional<CheckedIdentifier> document)
            implements Presented {
        public Named {
            readings = List.copyOf(readings);
            if (readings.isEmpty()) {
                throw new IllegalArgumentException("a name without a reading");
            }
        }

        /// A name as typed or sent.
        ///
        /// @param kind whose name; `EITHER` for a person or an organisation
        public static Named of(NameKind kind, String name, PersonFacts facts) {
            List<NameForm> readings =
                    kind == NameKind.EITHER
                            ? List.of(
                                    NameReader.read(NameKind.PERSON, name),
                                    NameReader.read(NameKind.ORGANISATION, name))
                            : List.of(NameReader.read(kind, name));
            return new Named(readings, facts, Optional.empty());
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Named[" + readings.getFirst().kind() + ", content withheld]";
        }
    }
}
