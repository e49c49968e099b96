package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.ShownText;
import java.time.Instant;

/// One item that tells something of a device's maker.
///
/// @param method how it was learnt
/// @param value as seen, at most 256 characters
/// @param named the maker that the device or the registry names outright; empty when the value
///   names none by itself
/// @param at when it was seen last
public record Evidence(EvidenceMethod method, String value, String named, Instant at) {
    public Evidence {
        value = ShownText.of(value);
        named = ShownText.of(named);
    }

    /// A text that names no maker outright.
    public static Evidence text(EvidenceMethod method, String value, Instant at) {
        return new Evidence(method, value, "", at);
    }

    /// The maker that a device names.
    public static Evidence maker(EvidenceMethod method, String maker, String value, Instant at) {
        return new Evidence(method, value, maker, at);
    }

    public int level() {
        return method.level();
    }
}
