package dev.gatehouse.booth.console;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names this console answers to, so that a name that somebody else points here is no way in
/// (DNS rebinding). Only the name counts: behind a forwarded port the number differs.
final class HostNames {
    private static final int HOST_MAX_CHARS = 255;
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?");

    private final Set<String> names = new HashSet<>();

    /// @param listen host of the listening address as configured
    /// @param more of `[console] hosts`
    HostNames(String listen, List<String> more) {
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("[::1]");
        add(listen);
        more.forEach(this::add);
    }

    private void add(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        names.add(lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower);
    }

    /// @param host value of the Host header
    boolean isOurs(String host) {
        if (host.length() > HOST_MAX_CHARS) {
            return false;
        }
        Matcher parts = HOST.matcher(host);
        return parts.matches() && names.contains(parts.group(1).toLowerCase(Locale.ROOT));
    }
}
