package dev.gatehouse.core.lookout;

/// Where a lookout is in its life (fact sheet of lookout matching, section 13); only an active one
/// is searched for.
enum LookoutState {
    DRAFT,
    ACTIVE,
    SUSPENDED,
    EXPIRED,
    WITHDRAWN,
    ARCHIVED
}
