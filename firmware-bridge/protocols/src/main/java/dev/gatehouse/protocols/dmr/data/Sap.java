package dev.gatehouse.protocols.dmr.data;

/// Service access points: what the octets of a packet are (clause 9.3.18).
public final class Sap {

    public static final int UDT = 0;
    public static final int TCP_COMPRESSED = 2;
    public static final int UDP_COMPRESSED = 3;
    public static final int IP = 4;
    public static final int ARP = 5;
    public static final int PROPRIETARY = 9;
    public static final int SHORT_DATA = 10;

    private Sap() {}
}
