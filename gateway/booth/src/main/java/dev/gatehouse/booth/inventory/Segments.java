package dev.gatehouse.booth.inventory;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/// The network interfaces of the lanes: only there is anything heard or asked.
record Segments(List<NetworkInterface> interfaces) {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");

    Segments {
        interfaces = List.copyOf(interfaces);
    }

    /// Those that exist; the others are told.
    static Segments of(List<String> names) {
        List<NetworkInterface> found = new ArrayList<>();
        for (String name : names) {
            try {
                NetworkInterface one = NetworkInterface.getByName(name);
                if (one == null) {
                    Logger.warn("INV-004 there is no such network interface: segment={}", name);
                } else {
                    found.add(one);
                }
            } catch (SocketException e) {
                Logger.warn(
                        "INV-005 a network interface cannot be looked at: segment={}, cause={}",
                        name,
                        e.getMessage());
            }
        }
        return new Segments(found);
    }

    /// A numeric address; names are never resolved.
    static Optional<InetAddress> address(String text) {
        try {
            return NUMERIC.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// The segment that an address lies on; empty when none of ours reaches it without a router.
    Optional<String> of(InetAddress address) {
        for (NetworkInterface segment : interfaces) {
            for (InterfaceAddress own : segment.getInterfaceAddresses()) {
                if (samePrefix(
                        own.getAddress().getAddress(),
                        address.getAddress(),
                        own.getNetworkPrefixLength())) {
                    return Optional.of(segment.getName());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean samePrefix(byte[] own, byte[] other, int bits) {
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if ((own[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
