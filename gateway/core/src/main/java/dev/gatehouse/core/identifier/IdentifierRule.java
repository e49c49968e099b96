package dev.gatehouse.core.identifier;

/// Form and check of one kind. Takes any text, throws nothing.
@FunctionalInterface
interface IdentifierRule {
    /// Applies the rule.
    ///
    /// @param input at most [IdentifierKind#MAX_INPUT_CHARS] characters
    CheckedIdentifier check(IdentifierKind kind, String input);
}
