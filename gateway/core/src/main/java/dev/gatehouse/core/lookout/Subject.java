package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.PersonFacts;
import java.util.List;

/// Whom or what a lookout is about: one of its subjects (fact sheet of lookout matching, sections 1
/// and 13). A lookout with several matches by each of them.
public sealed interface Subject {
    /// Kind of subject.
    SubjectKind kind();

    /// A plate.
    ///
    /// @param jurisdiction that issued it
    /// @param form listable
    record Plate(Jurisdiction jurisdiction, PlateForm form) implements Subject {
        public Plate {
            if (!form.listable()) {
                throw new IllegalArgumentException("plate is not listable: " + form.status());
            }
        }

        @Override
        public SubjectKind kind() {
            return SubjectKind.PLATE;
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Plate[content withheld]";
        }
    }

    /// Any other identifier.
    ///
    /// @param kind whose identifier it is
    /// @param identifier listable: it has a canonical form, whatever its check says
    record Identified(SubjectKind kind, CheckedIdentifier identifier) implements Subject {
        public Identified {
            if (!IdentifierIndexBuilder.isListable(identifier)) {
                throw new IllegalArgumentException(
                        "identifier is not listable: " + identifier.status());
            }
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Identified[" + kind + ", content withheld]";
        }
    }

    /// A name with its aliases, and what else is known of who bears it.
    ///
    /// @param kind whose name it is: one of those with [SubjectKind#nameKind]
    /// @param names the main one first, each 1 to [#MAX_NAME_CHARS] characters, at most
    ///   [#MAX_NAMES]
    record Named(SubjectKind kind, List<String> names, PersonFacts facts) implements Subject {
        /// Names of one subject.
        public static final int MAX_NAMES = 64;

        /// Longest name.
        public static final int MAX_NAME_CHARS = 256;

        public Named {
            names = List.copyOf(names);
            if (kind.nameKind().isEmpty() || names.isEmpty() || names.size() > MAX_NAMES) {
                throw new IllegalArgumentException(
                        "named subject: expected 1-64 names of a kind that has names, found "
                                + names.size()
                                + " of "
                                + kind);
            }
            for (String name : names) {
                if (name.isBlank() || name.length() > MAX_NAME_CHARS) {
                    throw new IllegalArgumentException(
                            "name: expected 1-256 characters, found " + name.length());
                }
            }
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Named[" + kind + ", names=" + names.size() + ", content withheld]";
        }
    }
}
