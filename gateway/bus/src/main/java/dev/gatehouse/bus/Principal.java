package dev.gatehouse.bus;

import java.util.List;

/// An authenticated client. Identifiers that do not concern its kind are empty.
///
/// @param name MQTT user name
/// @param kind what it is
/// @param booth BOOTH: bus name or 16-hex pseudonym, the `<booth>` of its topics
/// @param lane TERMINAL: its lane
/// @param device DEVICE: its device id
/// @param badge OFFICER: its badge
/// @param roles OFFICER: role words; OBSERVER: rights such as [#RIGHT_ALERTS]
public record Principal(
        String name,
        PrincipalKind kind,
        String booth,
        String lane,
        String device,
        String badge,
        List<String> roles) {

    /// Lets an OBSERVER subscribe to alerts.
    public static final String RIGHT_ALERTS = "alerts";

    static final int MAX_ROLES = 8;

    public Principal {
        Topics.requireId("principal name", name);
        roles = List.copyOf(roles);
        requireOnly(kind == PrincipalKind.BOOTH, "booth", booth);
        requireOnly(kind == PrincipalKind.TERMINAL, "lane", lane);
        requireOnly(kind == PrincipalKind.DEVICE, "device", device);
        requireOnly(kind == PrincipalKind.OFFICER, "badge", badge);
        if (roles.size() > MAX_ROLES) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_ROLES + " roles, found " + roles.size());
        }
        for (String role : roles) {
            Topics.requireId("role", role);
        }
    }

    private static void requireOnly(boolean wanted, String what, String value) {
        if (wanted) {
            Topics.requireId(what, value);
        } else if (!value.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected no " + what + " for this kind of principal, found one");
        }
    }

    public static Principal device(String name, String device) {
        return new Principal(name, PrincipalKind.DEVICE, "", "", device, "", List.of());
    }

    public static Principal terminal(String name, String lane) {
        return new Principal(name, PrincipalKind.TERMINAL, "", lane, "", "", List.of());
    }

    public static Principal officer(String name, String badge, List<String> roles) {
        return new Principal(name, PrincipalKind.OFFICER, "", "", "", badge, roles);
    }

    public static Principal observer(String name, List<String> rights) {
        return new Principal(name, PrincipalKind.OBSERVER, "", "", "", "", rights);
    }

    public static Principal booth(String name, String booth) {
        return new Principal(name, PrincipalKind.BOOTH, booth, "", "", "", List.of());
    }

    public static Principal central(String name) {
        return new Principal(name, PrincipalKind.CENTRAL, "", "", "", "", List.of());
    }

    public boolean has(String role) {
        return roles.contains(role);
    }
}
