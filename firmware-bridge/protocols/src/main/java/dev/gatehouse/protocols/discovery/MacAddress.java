package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Octets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A 48-bit address of a network interface (IEEE 802). It can be set at will: never a proof.
///
/// @param value 48 bits, the first octet highest
public record MacAddress(long value) {
    /// Octets of an address.
    public static final int OCTETS = 6;

    private static final int DIGITS = 12;
    private static final int BITS = 48;
    private static final int FIRST_OCTET_SHIFT = 40;
    private static final long MULTICAST = 0x01;
    private static final long LOCAL = 0x02;

    // RFC 5798, 7.3: 00-00-5E-00-01-xx for IPv4, 00-00-5E-00-02-xx for IPv6
    private static final long VIRTUAL_ROUTER_4 = 0x00_00_5E_00_01L;
    private static final long VIRTUAL_ROUTER_6 = 0x00_00_5E_00_02L;

    public MacAddress {
        if (value >>> BITS != 0) {
            throw new IllegalArgumentException("MAC address: expected 48 bits");
        }
    }

    /// From twelve hex digits, with colons, hyphens, dots or nothing between them.
    public static Optional<MacAddress> parse(String text) {
        if (text.length() > DIGITS + OCTETS - 1) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (HexFormat.isHexDigit(c)) {
                digits.append(c);
            } else if (c != ':' && c != '-' && c != '.') {
                return Optional.empty();
            }
        }
        return digits.length() == DIGITS
                ? Optional.of(new MacAddress(HexFormat.fromHexDigitsToLong(digits)))
                : Optional.empty();
    }

    /// From six octets; empty for any other number of them.
    public static Optional<MacAddress> of(Octets octets) {
        return octets.length() == OCTETS
                ? Optional.of(new MacAddress((long) octets.u16(0) << 32 | octets.u32(2)))
                : Optional.empty();
    }

    public Octets octets() {
        return Octets.ofHex(digits());
    }

    /// No single interface has it.
    public boolean isMulticast() {
        return (value >>> FIRST_OCTET_SHIFT & MULTICAST) != 0;
    }

    /// Made up by the device or its administrator: says nothing of a maker.
    public boolean isLocal() {
        return (value >>> FIRST_OCTET_SHIFT & LOCAL) != 0;
    }

    /// Belongs to a router protocol (VRRP): another device hides behind it.
    public boolean isVirtualRouter() {
        return value >>> 8 == VIRTUAL_ROUTER_4 || value >>> 8 == VIRTUAL_ROUTER_6;
    }

    /// All bits zero: a place holder of tables.
    public boolean isZero() {
        return value == 0;
    }

    /// The first bits.
    ///
    /// @param bits 1 to 48
    public long prefix(int bits) {
        return value >>> (BITS - bits);
    }

    private String digits() {
        return String.format(Locale.ROOT, "%012x", value);
    }

    /// Lower case with colons.
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(octets().toArray());
    }
}
