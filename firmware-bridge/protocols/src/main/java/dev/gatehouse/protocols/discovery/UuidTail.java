package dev.gatehouse.protocols.discovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last twelve hex digits of a uuid, which many devices take from their interface address: a
/// hint, since nothing says so.
final class UuidTail {
    private static final Pattern UUID =
            Pattern.compile(
                    "uuid:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-([0-9a-fA-F]{12})");

    private UuidTail() {}

    static Optional<MacAddress> of(String text) {
        Matcher matcher = UUID.matcher(text);
        return matcher.find()
                ? MacAddress.parse(matcher.group(1))
                        .filter(mac -> !mac.isZero() && !mac.isMulticast() && !mac.isLocal())
                : Optional.empty();
    }
}
