package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.llrp.Epc;

/// One read of one tag at one antenna, as the reader's radio makes it.
///
/// @param epc made up, or of a file
/// @param antenna from 1
/// @param rssiDbm as measured
/// @param atNanos when, since the beginning of the traffic
public record TagOnAir(Epc epc, int antenna, int rssiDbm, long atNanos) {

    @Override
    public String toString() {
        return "TagOnAir[antenna=" + antenna + "]";
    }
}
