package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.dmr.link.RadioAddress;

/// An IPv4 address of a radio network: a network octet that the code plug sets, and a radio's id.
///
/// @param network 12 for radios and 13 for servers unless the code plug says otherwise, 225 groups
/// @param unit the low three octets
public record NetworkAddress(int network, RadioAddress unit) {

    /// Network octet of radios as they come from the maker.
    public static final int RADIOS = 12;

    public NetworkAddress {
        DataHeader.requireBits("network", network, 8);
    }

    static NetworkAddress of(int address) {
        return new NetworkAddress(address >>> 24, new RadioAddress(address & 0xFF_FFFF));
    }

    int address() {
        return network << 24 | unit.number();
    }
}
