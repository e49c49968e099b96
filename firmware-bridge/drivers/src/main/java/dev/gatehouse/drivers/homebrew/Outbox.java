package dev.gatehouse.drivers.homebrew;

import java.net.InetSocketAddress;

/// Where a machine's datagrams go; false when there was no room.
@FunctionalInterface
interface Outbox {
    boolean send(byte[] octets, InetSocketAddress to);
}
