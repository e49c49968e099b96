package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.name.Band;
import java.util.Optional;
import java.util.Set;

/// What a lookout says beside whom or what it is about (fact sheet of lookout matching, section
/// 13). Many lookouts have the same terms; a list holds each once.
///
/// @param office that issued it and may change or withdraw it; at most [#MAX_NAME_CHARS]
/// @param originator agency that owns the information
/// @param arrangement under which it was shared
/// @param noOnward not to be disclosed beyond the receiving agency without the originator's consent
/// @param category of risk
/// @param caveats for the officer
/// @param minimumGrade weakest match of an identifier that may act; empty leaves it to the policy
/// @param minimumBand weakest match of a name that may act; empty leaves it to the policy
/// @param ports that it is for; empty for all
/// @param modes that it is for; empty for all
/// @param instructionEn for the officer, English; at most [#MAX_INSTRUCTION_CHARS]
/// @param instructionFr for the officer, French
public record Terms(
        String office,
        String originator,
        String arrangement,
        boolean noOnward,
        RiskCategory category,
        Set<Caveat> caveats,
        Optional<Grade> minimumGrade,
        Optional<Band> minimumBand,
        Set<String> ports,
        Set<TransportMode> modes,
        String instructionEn,
        String instructionFr) {

    /// Longest office, originator and arrangement.
    public static final int MAX_NAME_CHARS = 64;

    /// Longest instruction in one language.
    public static final int MAX_INSTRUCTION_CHARS = 160;

    /// Ports that one lookout names.
    public static final int MAX_PORTS = 64;

    /// Of a lookout that says nothing else.
    public static final Terms PLAIN = shared("", "", RiskCategory.OTHER);

    public Terms {
        caveats = Set.copyOf(caveats);
        ports = Set.copyOf(ports);
        modes = Set.copyOf(modes);
        boolean fits =
                office.length() <= MAX_NAME_CHARS
                        && originator.length() <= MAX_NAME_CHARS
                        && arrangement.length() <= MAX_NAME_CHARS
                        && ports.size() <= MAX_PORTS
                        && instructionEn.length() <= MAX_INSTRUCTION_CHARS
                        && instructionFr.length() <= MAX_INSTRUCTION_CHARS;
        if (!fits) {
            throw new IllegalArgumentException("terms: a text or the list of ports is too long");
        }
    }

    /// Of a lookout that says whose it is and what it is about, and nothing else.
    public static Terms shared(String originator, String arrangement, RiskCategory category) {
        return new Terms(
                "",
                originator,
                arrangement,
                false,
                category,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                "",
                "");
    }

    /// Whether a booth of this port and mode needs the lookout.
    ///
    /// @param port empty when the booth does not say
    /// @param mode of the booth's lanes, if it says
    public boolean concerns(String port, Optional<TransportMode> mode) {
        boolean here = ports.isEmpty() || port.isEmpty() || ports.contains(port);
        return here && (modes.isEmpty() || mode.isEmpty() || modes.contains(mode.get()));
    }

    /// Terms are content: never printed by accident.
    @Override
    public String toString() {
        return "Terms[category=" + category + ", content withheld]";
    }
}
