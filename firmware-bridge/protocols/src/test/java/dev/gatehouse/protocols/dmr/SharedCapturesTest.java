package dev.gatehouse.protocols.dmr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.dmr.SharedCaptures.Expected;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.coding.EmbeddedBptc;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.DefinedDataHeader;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.Sap;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.UdpDatagram;
import dev.gatehouse.protocols.dmr.data.UnconfirmedHeader;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.Preamble;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every burst of every capture in the data folder beside the repository: each field that its
/// expected values name, and the very same octets again.
class SharedCapturesTest {

    private static final long BURST_MS = 60;
    private static final Map<String, TextDialect> DIALECTS =
            Map.of(
                    "etsi-5016", TextDialect.STANDARD,
                    "motorola-tms", TextDialect.MOTOROLA,
                    "hytera-short-data", TextDialect.HYTERA);

    private Path folder = Path.of("");

    @BeforeEach
    void dataFolder() {
        Optional<Path> found = SharedCaptures.folder();
        assumeTrue(found.isPresent(), "no data folder beside the repository");
        folder = found.orElseThrow();
    }

    private List<byte[]> bursts(Expected file) throws IOException {
        byte[] octets = Files.readAllBytes(folder.resolve(file.text("file")));
        assertEquals(file.number("octets"), octets.length);
        List<byte[]> bursts = new ArrayList<>();
        for (int at = 0; at < octets.length; at += Burst.LENGTH_BYTES) {
            bursts.add(Arrays.copyOfRange(octets, at, at + Burst.LENGTH_BYTES));
        }
        assertEquals(file.number("bursts"), bursts.size());
        return bursts;
    }

    @Test
    void everyBurstIsWhatIsExpectedOfIt() throws IOException {
        int checked = 0;
        for (Expected file : SharedCaptures.expected(folder).parts("files")) {
            List<byte[]> bursts = bursts(file);
            SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
            for (Expected burst : file.parts("burstList")) {
                int index = burst.number("index");
                byte[] octets = bursts.get(index);
                assertArrayEquals(HexFormat.of().parseHex(burst.text("burst")), octets);
                SlotReader.Reading reading = reader.read(octets, BURST_MS * index);
                Burst read =
                        switch (reading.burst()) {
                            case Decoded.Message<? extends Burst>(Burst value) -> value;
                            case Decoded.Rejected<? extends Burst> rejected ->
                                    throw new AssertionError(rejected.toString());
                        };
                assertArrayEquals(octets, read.encode(), file.text("file") + " " + index);
                assertEquals(0, read.correctedBits());
                switch (read) {
                    case DataBurst data -> data(burst, data, reading.heard());
                    case VoiceBurst voice -> voice(burst, voice, reading.heard());
                }
                checked++;
            }
        }
        assertEquals(126, checked);
    }

    private static void data(Expected expected, DataBurst burst, List<Heard> heard) {
        assertEquals(expected.text("sync"), burst.sync().name());
        assertEquals(Integer.parseInt(expected.text("slotType"), 16), burst.slotType().encode());
        assertEquals(expected.number("colourCode"), burst.slotType().colourCode());
        assertEquals(expected.number("dataType"), burst.slotType().dataType().code());
        assertEquals(expected.text("payload"), burst.payload().hex());
        expected.part("lc").ifPresent(lc -> linkControl(lc, only(heard)));
        expected.part("csbk").ifPresent(block -> preamble(block, only(heard)));
        expected.part("header").ifPresent(header -> header(header, only(heard)));
    }

    private static Heard only(List<Heard> heard) {
        assertEquals(1, heard.size());
        return heard.getFirst();
    }

    private static void linkControl(Expected expected, Heard heard) {
        LinkControl control =
                switch (heard) {
                    case Heard.CallHeader header -> header.control().value();
                    case Heard.Terminator terminator -> terminator.control().value();
                    case Heard.Embedded embedded -> embedded.control().value();
                    default -> throw new AssertionError(heard.getClass().getName());
                };
        VoiceChannelUser call = assertInstanceOf(VoiceChannelUser.class, control);
        assertEquals(expected.text("hex"), call.encode().hex());
        assertEquals(expected.flag("protect"), call.head().protect());
        assertEquals(expected.number("flco"), call.head().flco());
        assertEquals(expected.number("fid"), call.head().fid());
        assertEquals(expected.number("serviceOptions"), call.options().octet());
        assertEquals(expected.flag("emergency"), call.options().emergency());
        assertEquals(expected.flag("privacy"), call.options().privacy());
        assertEquals(expected.flag("broadcast"), call.options().broadcast());
        assertEquals(expected.flag("ovcm"), call.options().openVoice());
        assertEquals(expected.number("priority"), call.options().priority());
        assertEquals(expected.number("destination"), call.target().number());
        assertEquals(expected.number("source"), call.source().number());
        assertEquals(Optional.empty(), EmergencyEvidence.in(heard), "nobody was in need");
    }

    private static void preamble(Expected expected, Heard heard) {
        Csbk block = assertInstanceOf(Heard.Control.class, heard).block().value();
        Preamble preamble = assertInstanceOf(Preamble.class, block);
        assertEquals(expected.flag("lastBlock"), preamble.head().lastBlock());
        assertEquals(expected.flag("protect"), preamble.head().protect());
        assertEquals(expected.number("opcode"), preamble.head().opcode());
        assertEquals(expected.number("fid"), preamble.head().fid());
        assertEquals(expected.flag("dataFollows"), preamble.dataFollows());
        assertEquals(expected.flag("group"), preamble.group());
        assertEquals(expected.number("blocksToFollow"), preamble.blocksToFollow());
        assertEquals(expected.number("destination"), preamble.target().number());
        assertEquals(expected.number("source"), preamble.source().number());
        assertEquals(expected.text("crc"), block.encode().slice(10, 12).hex());
    }

    private static void header(Expected expected, Heard heard) {
        DataHeader header = assertInstanceOf(Heard.PacketHeader.class, heard).header().value();
        assertEquals(expected.text("crc"), header.encode().slice(10, 12).hex());
        switch (header) {
            case UnconfirmedHeader one -> {
                assertEquals("unconfirmed", expected.text("formatName"));
                route(expected, one.route());
                assertEquals(expected.number("padOctets"), one.padOctets());
                assertEquals(expected.flag("fullMessage"), one.full());
                assertEquals(expected.number("blocksToFollow"), one.blocks());
                assertEquals(expected.number("octet9"), one.reserved() << 4 | one.fragment());
            }
            case DefinedDataHeader one -> {
                route(expected, one.route());
                assertEquals(expected.number("appendedBlocks"), one.blocks());
                assertEquals(expected.number("ddFormat"), one.format());
                assertEquals(expected.flag("selectiveAck"), one.selective());
                assertEquals(expected.number("bitPadding"), one.bitPadding());
            }
            default -> throw new AssertionError(header.getClass().getName());
        }
    }

    private static void route(Expected expected, Route route) {
        assertEquals(expected.flag("group"), route.group());
        assertEquals(expected.flag("responseRequested"), route.answerRequested());
        assertEquals(expected.number("sap"), route.sap());
        assertEquals(expected.number("destination"), route.destination().number());
        assertEquals(expected.number("source"), route.source().number());
    }

    private static void voice(Expected expected, VoiceBurst burst, List<Heard> heard) {
        assertEquals(expected.text("ambe"), burst.voice().hex());
        switch (burst.centre()) {
            case VoiceBurst.First(SyncPattern pattern, int errors) -> {
                assertEquals(expected.text("sync"), pattern.name());
                assertEquals(0, errors);
            }
            case VoiceBurst.Following(var emb, int fragment) -> {
                assertEquals(Integer.parseInt(expected.text("emb"), 16), emb.encode());
                assertEquals(expected.number("colourCode"), emb.colourCode());
                assertEquals(expected.flag("pi"), emb.reverseChannel());
                assertEquals(expected.number("lcss"), emb.lcss().code());
                assertEquals(Integer.parseUnsignedInt(expected.text("fragment"), 16), fragment);
            }
        }
        List<Heard> embedded = heard.stream().filter(h -> h instanceof Heard.Embedded).toList();
        assertEquals(expected.has("embeddedLc"), !embedded.isEmpty());
        expected.part("embeddedLc")
                .ifPresent(lc -> {
                    linkControl(lc, only(embedded));
                    byte[] nine = HexFormat.of().parseHex(lc.text("hex"));
                    assertEquals(
                            expected.number("checksum5"),
                            Crc.five(nine, 0, EmbeddedBptc.INFORMATION_BYTES));
                });
        switch (heard.getLast()) {
            case Heard.Speech speech -> {
                assertEquals(expected.text("voicePosition").charAt(0), speech.place());
                assertTrue(speech.anchored());
                // the expected values look at the first word alone, and that has no error; of the
                // second, one frame has some
                assertTrue(speech.errors().errors() <= 3, speech.errors().toString());
            }
            case Heard.RepeatedSpeech _ -> assertEquals(8, expected.number("index"));
            default -> throw new AssertionError(heard.getLast().getClass().getName());
        }
    }

    @Test
    void everyCallAndMessageIsWhatIsExpectedOfIt() throws IOException {
        int messages = 0;
        for (Expected file : SharedCaptures.expected(folder).parts("files")) {
            List<Heard> heard = read(bursts(file));
            for (Expected call : file.part("call").stream().toList()) {
                long speech = heard.stream().filter(h -> h instanceof Heard.Speech).count();
                long twice = heard.stream().filter(h -> h instanceof Heard.RepeatedSpeech).count();
                assertEquals(call.number("voiceBursts"), speech + twice);
                assertEquals(
                        call.number("embeddedLcCompleted"),
                        heard.stream().filter(h -> h instanceof Heard.Embedded).count());
                assertEquals(1, heard.stream().filter(h -> h instanceof Heard.CallHeader).count());
                assertEquals(1, heard.stream().filter(h -> h instanceof Heard.Terminator).count());
            }
            for (Expected expected : file.part("message").stream().toList()) {
                message(expected, heard);
                messages++;
            }
        }
        assertEquals(3, messages);
    }

    private static List<Heard> read(List<byte[]> bursts) {
        SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        List<Heard> heard = new ArrayList<>();
        long nowMs = 0;
        for (byte[] burst : bursts) {
            heard.addAll(reader.read(burst, nowMs).heard());
            nowMs += BURST_MS;
        }
        heard.addAll(reader.tick(nowMs + 60_000));
        return heard;
    }

    private static void message(Expected expected, List<Heard> heard) {
        Heard.Message message = assertInstanceOf(Heard.Message.class, heard.getLast());
        var packet = message.packet();
        assertEquals(expected.text("data"), packet.data().plus(packet.padding()).hex());
        assertEquals(Integer.parseUnsignedInt(expected.text("crc32Value"), 16), packet.sum());
        assertEquals(expected.number("source"), packet.route().source().number());
        assertEquals(expected.number("destination"), packet.route().destination().number());
        assertEquals(expected.flag("group"), packet.route().group());
        assertTrue(packet.assurance().verified());
        UserData.Text text = text(message);
        assertEquals(expected.text("text"), text.text());
        assertEquals(DIALECTS.get(expected.text("dialect")), text.dialect());
        if (packet.route().sap() == Sap.IP) {
            assertTrue(
                    UdpDatagram.decode(packet.data())
                                    instanceof Decoded.Message<UdpDatagram>(UdpDatagram udp)
                            && udp.checked()
                            && udp.encode().equals(packet.data())
                            && udp.payload().hex().equals(expected.text("userData"))
                            && udp.timeToLive() == expected.part("ip").orElseThrow().number("ttl"));
        }
    }

    private static UserData.Text text(Heard.Message message) {
        return switch (message.content()) {
            case Decoded.Message<UserData>(UserData value) ->
                    assertInstanceOf(UserData.Text.class, value);
            case Decoded.Rejected<UserData> rejected ->
                    throw new AssertionError(rejected.toString());
        };
    }

    /// The ways to break them that their own description asks for.
    @Test
    void brokenCapturesAreNeverTakenForWhole() throws IOException {
        Random random = Seeds.random("SharedCapturesTest");
        for (Expected file : SharedCaptures.expected(folder).parts("files")) {
            List<byte[]> bursts = bursts(file);
            if (file.has("call")) {
                List<Heard> late = read(bursts.subList(1, bursts.size()));
                assertInstanceOf(
                        Heard.Embedded.class,
                        late.stream()
                                .filter(h -> !(h instanceof Heard.Speech))
                                .findFirst()
                                .orElseThrow());
                continue;
            }
            int blocks = file.part("message").orElseThrow().text("data").length() / 24;
            for (int i = 0; i < 50; i++) {
                List<byte[]> wrong = new ArrayList<>(bursts);
                int block = bursts.size() - 1 - random.nextInt(blocks);
                boolean spoils = i % 3 == 2;
                switch (i % 3) {
                    case 0 -> wrong.remove(block);
                    case 1 ->
                            Collections.swap(
                                    wrong,
                                    block,
                                    block - 1 < bursts.size() - blocks ? block + 1 : block - 1);
                    default -> {
                        byte[] spoiled = wrong.get(block).clone();
                        for (int at : Seeds.places(random, 20 + random.nextInt(30), 98)) {
                            spoiled[at >> 3] ^= (byte) (0x80 >> (at & 7));
                        }
                        wrong.set(block, spoiled);
                    }
                }
                List<Heard> heard = read(wrong);
                // a spoiled block may be put right; nothing else may come of it
                heard.stream()
                        .filter(h -> h instanceof Heard.Message)
                        .forEach(h -> message(file.part("message").orElseThrow(), List.of(h)));
                assertTrue(
                        spoils || heard.stream().noneMatch(h -> h instanceof Heard.Message),
                        file.text("file"));
            }
        }
    }
}
