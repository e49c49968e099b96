package dev.gatehouse.core.lookout;

/// What a lookout asks for (fact sheet of lookout matching, section 13).
public enum LookoutAction {
    REFER_MANDATORY,
    REFER_AT_DISCRETION,
    EXAMINE_GOODS,
    DENY_DOCUMENT,
    OBSERVE_AND_REPORT,
    /// Nothing at the booth, notice to the issuing office only.
    SILENT,
    CALL_ISSUER
}
