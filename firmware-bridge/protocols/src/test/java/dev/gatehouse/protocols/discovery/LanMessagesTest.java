package dev.gatehouse.protocols.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The worked examples of the covered equipment sheet, section 5, and what is no such message.
class LanMessagesTest {
    private static final String LLDP =
            "020704 6469bc123456" // chassis, subtype 4, MAC
                    + "040507 65746830" // port, subtype 7, eth0
                    + "0602 0078" // time to live 120
                    + "0c0a 52657065617465722031" // system description
                    + "fe0a 0012bb 09 487974657261" // LLDP-MED manufacturer
                    + "0000";
    private static final String QUERY =
            "0000 0000 0001 0000 0000 0000" // head: one question
                    + "0b 5f617869732d766964656f 04 5f746370 05 6c6f63616c 00"
                    + "000c 8001"; // PTR, unicast answer
    private static final String GET =
            "30 26 02 01 00 04 06 70 75 62 6c 69 63 a0 19 02 01 01 02 01 00 02 01 00"
                    + "30 0e 30 0c 06 08 2b 06 01 02 01 01 01 00 05 00";
    private static final String NOTIFY =
            """
            NOTIFY * HTTP/1.1
            HOST: 239.255.255.250:1900
            CACHE-CONTROL: max-age=1800
            LOCATION: http://192.0.2.40:49152/description.xml
            NT: upnp:rootdevice
            NTS: ssdp:alive
            SERVER: Linux/4.9 UPnP/1.0 ExampleCam/2.1
            USN: uuid:00000000-0000-1000-8000-64db8b000001::upnp:rootdevice

            """;
    private static final String PROBE =
            """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">
            <s:Header><a:MessageID>uuid:6f1d2c3b-0000-4000-8000-000000000001</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>
            <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header>
            <s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>
            """;
    private static final String MATCH =
            """
            <d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:00000000-0000-1000-8000-64db8b000001</a:Address></a:EndpointReference>
            <d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>
            <d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/HIKVISION%20DS-EXAMPLE onvif://www.onvif.org/hardware/DS-EXAMPLE onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/location/city/lane3</d:Scopes>
            <d:XAddrs>http://192.0.2.40/onvif/device_service</d:XAddrs><d:MetadataVersion>10</d:MetadataVersion></d:ProbeMatch>
            """;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] crlf(String text) {
        return text(text.replace("\n", "\r\n"));
    }

    private static <T> T message(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Message<T>(T value)) {
            return value;
        }
        throw new AssertionError(decoded.toString());
    }

    private static void assertRefused(RejectReason reason, Decoded<?> decoded) {
        assertEquals(reason, assertInstanceOf(Decoded.Rejected.class, decoded).reason());
    }

    private static byte[] answer(String matches) {
        return text(
                """
                <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
                <SOAP-ENV:Header><a:RelatesTo>uuid:6f1d2c3b-0000-4000-8000-000000000001</a:RelatesTo>
                <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></SOAP-ENV:Header>
                <SOAP-ENV:Body><d:ProbeMatches>\
                """
                        + matches
                        + "</d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>");
    }

    @Test
    void lldpNamesPortDescriptionAndMaker() {
        LldpFrame frame = message(LldpFrame.decode(hex(LLDP)));
        assertEquals(MacAddress.parse("64:69:bc:12:34:56"), frame.chassisMac());
        assertEquals("eth0", frame.portId());
        assertEquals(120, frame.timeToLiveS());
        assertEquals("Repeater 1", frame.systemDescription());
        assertEquals("", frame.systemName());
        assertEquals("Hytera", frame.inventory(LldpFrame.Inventory.MANUFACTURER));
        assertEquals("", frame.inventory(LldpFrame.Inventory.MODEL));
        assertArrayEquals(hex(LLDP), frame.encode());
        byte[] padded = Arrays.copyOf(hex(LLDP), 64);
        assertEquals(frame, message(LldpFrame.decode(padded)));
    }

    /// What no case can be changed of and back, and what is nothing, is no name of a header.
    @Test
    void headersHaveNames() {
        for (String line : List.of("\u00ff: x", " : x", "\u00b5: x", "a b: x", "\u0001: x")) {
            byte[] octets =
                    ("NOTIFY * HTTP/1.1\r\n" + line + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(RejectReason.BAD_SYNTAX, SsdpMessage.decode(octets));
        }
    }

    /// A frame that is full has no end field, and is read as it was written.
    @Test
    void aFullLldpFrameEndsWithItsLength() {
        List<LldpFrame.Field> fields =
                new ArrayList<>(message(LldpFrame.decode(hex(LLDP))).fields());
        int used = fields.stream().mapToInt(field -> 2 + field.value().length()).sum();
        while (LldpFrame.MAX_OCTETS - used > 400) {
            fields.add(new LldpFrame.Field(6, Octets.of(new byte[298])));
            used += 300;
        }
        fields.add(new LldpFrame.Field(6, Octets.of(new byte[LldpFrame.MAX_OCTETS - used - 2])));
        LldpFrame full = new LldpFrame(fields);
        assertEquals(LldpFrame.MAX_OCTETS, full.encode().length);
        assertEquals(full, message(LldpFrame.decode(full.encode())));
    }

    @Test
    void lldpCutAnywhereIsRefusedOrShorter() {
        byte[] whole = hex(LLDP);
        for (int length = 0; length < whole.length; length++) {
            Decoded<LldpFrame> decoded = LldpFrame.decode(Arrays.copyOf(whole, length));
            if (decoded instanceof Decoded.Message<LldpFrame>(var frame)) {
                // cut between two fields: everything before it was whole
                assertTrue(frame.fields().size() >= 3, "at " + length);
            }
        }
        byte[] beyond = hex(LLDP);
        beyond[1] = 0x7F;
        assertRefused(RejectReason.TOO_SHORT, LldpFrame.decode(beyond));
        assertRefused(RejectReason.MISSING_FIELD, LldpFrame.decode(hex("0405076574683000 00")));
        assertRefused(RejectReason.BAD_VALUE, LldpFrame.decode(hex("0207046469bc123456 0001 ff")));
    }

    @Test
    void mdnsQueryIsWrittenAsTheSheetSays() {
        DnsMessage query = DnsMessage.query(DnsName.of("_axis-video._tcp.local"));
        assertArrayEquals(hex(QUERY), query.encode());
        assertEquals(query, message(DnsMessage.decode(hex(QUERY))));
    }

    @Test
    void mdnsAnswerWithPointersIsRead() {
        byte[] answer =
                hex(
                        "0000 8400 0000 0002 0000 0001"
                                + "05 5f68747470 04 5f746370 05 6c6f63616c 00" // _http._tcp.local
                                + "000c 0001 00000078 0008 05 4c616e6533 c00c" // PTR Lane3
                                + "c028 0010 8001 00000078 001b" // TXT of the instance
                                + "0d 6d6f64656c3d 44532d58585858" // model=DS-XXXX
                                + "0c 6d616e75663d 4578616d70 65" // manuf=Exampe
                                + "05 6c616e6533 c017 0001 8001 00000078 0004 c0000228"); // A
        DnsMessage read = message(DnsMessage.decode(answer));
        assertEquals(3, read.records().size());
        assertEquals("DS-XXXX", read.text("MODEL"));
        assertEquals("", read.text("serial"));
        DnsName instance = new DnsName(List.of("Lane3", "_http", "_tcp", "local"));
        assertEquals(List.of(instance), read.instances());
        assertEquals("Lane3", instance.first());
        assertEquals(
                new DnsMessage.Address(Octets.ofHex("C0000228")), read.records().getLast().data());
        assertEquals(read, message(DnsMessage.decode(read.encode())));
    }

    @Test
    void dnsPointersThatLeadRoundAreRefused() {
        String head = "0000 8400 0001 0000 0000 0000";
        assertRefused(RejectReason.BAD_VALUE, DnsMessage.decode(hex(head + "c00c 000c 0001")));
        assertRefused(
                RejectReason.BAD_VALUE, DnsMessage.decode(hex(head + "01 61 c00e 000c 0001")));
        assertRefused(RejectReason.TOO_SHORT, DnsMessage.decode(hex(head + "c0")));
        assertRefused(RejectReason.BAD_VALUE, DnsMessage.decode(hex(head + "41 61 00 000c 0001")));
        assertRefused(
                RejectReason.LIMIT_EXCEEDED,
                DnsMessage.decode(hex("0000 8400 0000 0021 0000 0000")));
        assertRefused(RejectReason.LEFTOVER, DnsMessage.decode(hex(QUERY + "00")));
    }

    @Test
    void ssdpAnnouncementIsReadAndWritten() {
        SsdpMessage notify = message(SsdpMessage.decode(crlf(NOTIFY)));
        assertEquals(SsdpMessage.Kind.NOTIFY, notify.kind());
        assertEquals("Linux/4.9 UPnP/1.0 ExampleCam/2.1", notify.header("server"));
        assertFalse(notify.isByeBye());
        assertEquals(MacAddress.parse("64:db:8b:00:00:01"), notify.uuidTail());
        assertEquals("http://192.0.2.40:49152/description.xml", notify.header("location"));
        assertEquals(notify, message(SsdpMessage.decode(notify.encode())));
        assertRefused(RejectReason.BAD_SYNTAX, SsdpMessage.decode(text(NOTIFY)));
        assertRefused(
                RejectReason.BAD_SYNTAX,
                SsdpMessage.decode(text(NOTIFY.replace("\n", "\r\n").replace("\r\n\r\n", "\r\n"))));
        SsdpMessage search = SsdpMessage.search("239.255.255.250:1900");
        assertArrayEquals(
                crlf(
                        """
                        M-SEARCH * HTTP/1.1
                        HOST: 239.255.255.250:1900
                        MAN: "ssdp:discover"
                        MX: 2
                        ST: upnp:rootdevice

                        """),
                search.encode());
    }

    @Test
    void probeIsWrittenAsTheSheetSays() {
        String written =
                new String(
                        WsDiscovery.probe("uuid:6f1d2c3b-0000-4000-8000-000000000001").encode(),
                        StandardCharsets.UTF_8);
        assertEquals(PROBE.replaceAll("\\s", ""), written.replaceAll("\\s", ""));
    }

    @Test
    void probeMatchesAreReadWhateverThePrefix() {
        WsDiscovery read = message(WsDiscovery.decode(answer(MATCH + MATCH + MATCH)));
        assertEquals(WsDiscovery.Action.PROBE_MATCHES, read.action());
        assertEquals("uuid:6f1d2c3b-0000-4000-8000-000000000001", read.relatesTo());
        assertEquals(1, read.endpoints().size(), "one device, however often it answers");
        WsDiscovery.Endpoint device = read.endpoints().getFirst();
        assertEquals("urn:uuid:00000000-0000-1000-8000-64db8b000001", device.address());
        assertEquals("HIKVISION DS-EXAMPLE", device.scope("name"));
        assertEquals("DS-EXAMPLE", device.scope("hardware"));
        assertEquals("Streaming", device.scope("profile"));
        assertEquals("city/lane3", device.scope("location"));
        assertEquals(List.of("http://192.0.2.40/onvif/device_service"), device.xAddrs());
        assertEquals(10, device.metadataVersion());
        assertEquals(MacAddress.parse("64db8b000001"), device.uuidTail());
        for (WsDiscovery.Action action :
                List.of(
                        WsDiscovery.Action.HELLO,
                        WsDiscovery.Action.BYE,
                        WsDiscovery.Action.PROBE_MATCHES)) {
            WsDiscovery told = new WsDiscovery(action, "uuid:1", "uuid:2", read.endpoints());
            assertEquals(told, message(WsDiscovery.decode(told.encode())));
        }
    }

    @Test
    void documentTypesAreRefused() {
        String evil = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
        assertRefused(RejectReason.UNSUPPORTED, WsDiscovery.decode(text(evil + PROBE)));
        assertRefused(
                RejectReason.UNSUPPORTED,
                OnvifDevice.decode(text(evil + "<Envelope><Body/></Envelope>")));
        assertRefused(RejectReason.UNSUPPORTED, UpnpDescription.decode(text(evil + "<root/>")));
        assertRefused(RejectReason.BAD_SYNTAX, WsDiscovery.decode(text("<s:Envelope")));
        assertRefused(RejectReason.MISSING_FIELD, WsDiscovery.decode(text("<a/>")));
    }

    @Test
    void deviceInformationGoesRound() {
        OnvifDevice device =
                new OnvifDevice("HIKVISION", "DS-EXAMPLE <1>", "V5.5", "DS-EX 0001 & 2", "88");
        assertEquals(device, message(OnvifDevice.decode(device.encode())));
        assertRefused(
                RejectReason.UNSUPPORTED,
                OnvifDevice.decode(
                        text(
                                "<e:Envelope xmlns:e=\"x\"><e:Body><e:Fault/></e:Body></e:Envelope>")));
        String request =
                new String(
                        OnvifDevice.request(
                                "user",
                                "userpassword",
                                HexFormat.of().parseHex("2c6b4d9f2bdb4f5aa2f1b1c6c6d5f001"),
                                Instant.parse("2026-11-22T10:00:00Z")),
                        StandardCharsets.UTF_8);
        assertFalse(request.contains("userpassword"));
        assertTrue(request.contains("<wsu:Created>2026-11-22T10:00:00Z</wsu:Created>"));
        UpnpDescription description =
                new UpnpDescription("Example", "Cam", "2.1", "0001", "lane 3 <front>");
        assertEquals(description, message(UpnpDescription.decode(description.encode())));
    }

    @Test
    void snmpGetIsWrittenAsTheSheetSays() {
        SnmpMessage get =
                SnmpMessage.get(
                        0, SnmpMessage.community("public"), 1, List.of(SnmpMessage.DESCRIPTION));
        assertArrayEquals(hex(GET), get.encode());
        assertEquals(get, message(SnmpMessage.decode(hex(GET))));
    }

    @Test
    void snmpAnswerTellsDescriptionAndEnterprise() {
        SnmpMessage answer =
                new SnmpMessage(
                        1,
                        SnmpMessage.community("made-up"),
                        true,
                        -77,
                        0,
                        List.of(
                                new SnmpMessage.Binding(
                                        SnmpMessage.DESCRIPTION,
                                        new SnmpMessage.Text(
                                                Octets.of(text("x".repeat(200) + "\u0007")))),
                                new SnmpMessage.Binding(
                                        SnmpMessage.OBJECT_ID,
                                        new SnmpMessage.ObjectId("1.3.6.1.4.1.1004849.1")),
                                new SnmpMessage.Binding(
                                        "2.999.4294967295",
                                        new SnmpMessage.Whole(Integer.MIN_VALUE))));
        SnmpMessage read = message(SnmpMessage.decode(answer.encode()));
        assertEquals(answer, read);
        assertEquals(1_004_849, read.enterprise());
        assertEquals("x".repeat(200) + "?", read.text(SnmpMessage.DESCRIPTION));
    }

    @Test
    void snmpWithWrongLengthsIsRefused() {
        byte[] whole = hex(GET);
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(
                    Decoded.Rejected.class, SnmpMessage.decode(Arrays.copyOf(whole, length)));
        }
        for (int at : new int[] {1, 14, 25, 27}) {
            byte[] longer = hex(GET);
            longer[at]++;
            assertInstanceOf(Decoded.Rejected.class, SnmpMessage.decode(longer), "at " + at);
        }
        byte[] huge = hex(GET);
        huge[1] = (byte) 0x84;
        assertRefused(RejectReason.BAD_VALUE, SnmpMessage.decode(huge));
    }

    @Test
    void httpHeadTellsServerAndRealm() {
        HttpHead head =
                message(
                        HttpHead.decode(
                                crlf(
                                        """
                                        HTTP/1.1 401 Unauthorized
                                        Server: App-webs/
                                        WWW-Authenticate: Digest qop="auth", realm="IP Camera(C1234)"

                                        <html>\
                                        """)));
        assertEquals(401, head.status());
        assertEquals("App-webs/", head.server());
        assertEquals("IP Camera(C1234)", head.realm());
        assertRefused(RejectReason.BAD_SYNTAX, HttpHead.decode(text("SSH-2.0-OpenSSH\r\n")));
        assertRefused(RejectReason.TOO_SHORT, HttpHead.decode(text("HTTP/1.1 200")));
    }

    @Test
    void neighbourTablesAreRead() {
        Neighbour.Table arp =
                Neighbour.arp(
                        """
                        IP address       HW type     Flags       HW address            Mask     Device
                        192.0.2.31       0x1         0x2         b8:a4:4f:00:00:01     *        eth0
                        192.0.2.32       0x1         0x0         00:00:00:00:00:00     *        eth0
                        192.0.2.33       0x1         0x2         01:00:5e:00:00:fb     *        eth0
                        rubbish
                        """);
        Neighbour camera =
                new Neighbour("192.0.2.31", MacAddress.parse("b8a44f000001").orElseThrow(), "eth0");
        assertEquals(List.of(camera), arp.neighbours());
        assertEquals(3, arp.leftOut());
        Neighbour.Table table =
                message(
                        Neighbour.json(
                                text(
                                        """
                                        [{"dst":"fe80::1","dev":"eth0","lladdr":"b8:a4:4f:00:00:02","router":null,"state":["STALE"]},
                                         {"dst":"192.0.2.9","dev":"eth0","state":["FAILED"]}]\
                                        """)));
        assertEquals("fe80::1", table.neighbours().getFirst().address());
        assertEquals(1, table.leftOut());
        assertRefused(RejectReason.BAD_SYNTAX, Neighbour.json(text("[{]")));
    }

    @Test
    void lldpcliIsReadWithOneNeighbourAndWithTwo() {
        String one =
                """
                {"eth0":{"via":"LLDP","chassis":{"rep-1":{"id":{"type":"mac","value":"64:69:bc:12:34:56"},"descr":"Repeater 1","mgmt-ip":"192.0.2.50"}},
                "port":{"id":{"type":"local","value":"eth0"}},"lldp-med":{"inventory":{"manufacturer":"Hytera","model":"RD-X","serial":"TEST0001","firmware":"1.2"}}}}\
                """;
        List<LldpNeighbour> alone =
                message(LldpNeighbour.decode(text("{\"lldp\":{\"interface\":" + one + "}}")));
        LldpNeighbour repeater = alone.getFirst();
        assertEquals("eth0", repeater.device());
        assertEquals(MacAddress.parse("6469bc123456"), repeater.mac());
        assertEquals("192.0.2.50", repeater.address());
        assertEquals("rep-1", repeater.systemName());
        assertEquals("Hytera", repeater.manufacturer());
        assertEquals("TEST0001", repeater.serial());
        String other =
                "{\"eth1\":{\"chassis\":{\"id\":{\"type\":\"ifname\",\"value\":\"x\"},\"name\":\"sw\"}}}";
        List<LldpNeighbour> two =
                message(
                        LldpNeighbour.decode(
                                text("{\"lldp\":{\"interface\":[" + one + "," + other + "]}}")));
        assertEquals(List.of("rep-1", "sw"), two.stream().map(LldpNeighbour::systemName).toList());
        assertEquals(Optional.empty(), two.getLast().mac());
        assertEquals(List.of(), message(LldpNeighbour.decode(text("{\"lldp\":{}}"))));
    }

    @Test
    void addressesSayWhatTheyAre() {
        MacAddress hytera = MacAddress.parse("64-69-BC-12-34-56").orElseThrow();
        assertEquals("64:69:bc:12:34:56", hytera.toString());
        assertEquals(hytera, MacAddress.of(hytera.octets()).orElseThrow());
        assertEquals(0x6469BC, hytera.prefix(24));
        assertFalse(hytera.isLocal());
        assertTrue(MacAddress.parse("66:69:BC:12:34:56").orElseThrow().isLocal());
        assertTrue(MacAddress.parse("01:00:5e:00:00:fb").orElseThrow().isMulticast());
        assertTrue(MacAddress.parse("00:00:5e:00:01:07").orElseThrow().isVirtualRouter());
        assertFalse(MacAddress.parse("00:00:5e:00:03:07").orElseThrow().isVirtualRouter());
        for (String wrong : List.of("", "64:69:bc:12:34", "64:69:bc:12:34:5g", "64 69bc123456")) {
            assertEquals(Optional.empty(), MacAddress.parse(wrong), wrong);
        }
    }

    @Test
    void strangersTextIsMadeFitToShow() {
        assertEquals("a?b?c", ShownText.of(" a\u202Eb\nc\u0000\n".replace("\u0000", "")));
        assertEquals(ShownText.MAX_CHARS, ShownText.of("x".repeat(5_000)).length());
    }
}
