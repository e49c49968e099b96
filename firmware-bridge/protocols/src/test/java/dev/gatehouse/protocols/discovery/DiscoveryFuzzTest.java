package dev.gatehouse.protocols.discovery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import java.nio.charset.StandardCharsets;

/// Nothing is thrown, what is read keeps its bounds, and what is written is read back.
class DiscoveryFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void lldp(byte[] bytes) {
        if (LldpFrame.decode(bytes) instanceof Decoded.Message<LldpFrame>(var frame)) {
            require(LldpFrame.decode(frame.encode()).equals(Decoded.message(frame)));
            for (LldpFrame.Inventory one : LldpFrame.Inventory.values()) {
                require(frame.inventory(one).length() <= ShownText.MAX_CHARS);
            }
            require(frame.chassisMac().map(mac -> mac.value() >= 0).orElse(true));
            require(frame.timeToLiveS() <= 0xFFFF);
            require(frame.systemName().length() <= ShownText.MAX_CHARS);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void dns(byte[] bytes) {
        if (DnsMessage.decode(bytes) instanceof Decoded.Message<DnsMessage>(var message)) {
            require(message.records().size() <= DnsMessage.MAX_RECORDS);
            require(message.instances().size() <= DnsMessage.MAX_RECORDS);
            require(message.text("model").length() <= ShownText.MAX_CHARS);
            byte[] written = message.encode();
            // names in full may need more room than pointers did
            if (written.length <= 9_000) {
                require(DnsMessage.decode(written).equals(Decoded.message(message)));
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void ssdp(byte[] bytes) {
        if (SsdpMessage.decode(bytes) instanceof Decoded.Message<SsdpMessage>(var message)) {
            require(message.header("server").length() <= ShownText.MAX_CHARS);
            var _ = message.uuidTail();
            require(
                    SsdpMessage.decode(message.encode())
                                    instanceof Decoded.Message<SsdpMessage>(var again)
                            && again.equals(message));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void wsDiscovery(byte[] bytes) {
        if (WsDiscovery.decode(bytes) instanceof Decoded.Message<WsDiscovery>(var message)) {
            require(message.endpoints().size() <= WsDiscovery.MAX_ENDPOINTS);
            for (WsDiscovery.Endpoint endpoint : message.endpoints()) {
                require(endpoint.scope("name").length() <= ShownText.MAX_CHARS);
                var _ = endpoint.uuidTail();
            }
            require(message.encode().length > 0);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void onvif(byte[] bytes) {
        if (OnvifDevice.decode(bytes) instanceof Decoded.Message<OnvifDevice>(var device)) {
            require(OnvifDevice.decode(device.encode()).equals(Decoded.message(device)));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void upnp(byte[] bytes) {
        if (UpnpDescription.decode(bytes) instanceof Decoded.Message<UpnpDescription>(var device)) {
            require(UpnpDescription.decode(device.encode()).equals(Decoded.message(device)));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void snmp(byte[] bytes) {
        if (SnmpMessage.decode(bytes) instanceof Decoded.Message<SnmpMessage>(var message)) {
            require(message.bindings().size() <= SnmpMessage.MAX_BINDINGS);
            byte[] written = message.encode();
            if (written.length <= SnmpMessage.MAX_OCTETS) {
                require(SnmpMessage.decode(written).equals(Decoded.message(message)));
            }
            require(message.enterprise() >= 0);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void http(byte[] bytes) {
        if (HttpHead.decode(bytes) instanceof Decoded.Message<HttpHead>(var head)) {
            require(head.status() >= 100 && head.status() < 600);
            require(head.realm().length() <= ShownText.MAX_CHARS);
            require(head.server().length() <= ShownText.MAX_CHARS);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void tables(byte[] bytes) {
        require(
                Neighbour.arp(new String(bytes, StandardCharsets.ISO_8859_1)).neighbours().size()
                        <= Neighbour.MAX_ROWS);
        if (Neighbour.json(bytes) instanceof Decoded.Message<Neighbour.Table>(var table)) {
            require(table.neighbours().size() <= Neighbour.MAX_ROWS);
        }
        if (LldpNeighbour.decode(bytes)
                instanceof Decoded.Message<java.util.List<LldpNeighbour>>(var found)) {
            require(found.size() <= LldpNeighbour.MAX_NEIGHBOURS);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
