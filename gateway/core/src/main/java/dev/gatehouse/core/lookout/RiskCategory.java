package dev.gatehouse.core.lookout;

/// What a lookout is about (fact sheet of lookout matching, section 13).
public enum RiskCategory {
    TERRORISM,
    ORGANISED_CRIME,
    COCAINE,
    CONTRABAND,
    FIREARMS,
    TOBACCO,
    /// Chemical, biological, radiological, nuclear, explosive.
    CBRNE,
    PROCEEDS_OF_CRIME,
    CURRENCY,
    IRREGULAR_MIGRATION,
    SMUGGLING_OF_PEOPLE,
    WAR_CRIMES,
    /// A missing or abducted child.
    MISSING_CHILD,
    STOLEN_VEHICLE,
    STOLEN_DOCUMENT,
    EXPORT_CONTROL,
    HEALTH,
    /// Of a test of the system.
    TEST,
    OTHER
}
