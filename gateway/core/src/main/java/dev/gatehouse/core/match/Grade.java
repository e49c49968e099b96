package dev.gatehouse.core.match;

/// Match strength (fact sheet of lookout matching, section 4), strongest first. What a grade may
/// cause is policy.
public enum Grade {
    EXACT,
    CONFUSABLE,
    EDIT1,
    PARTIAL
}
