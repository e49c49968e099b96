package dev.gatehouse.protocols.dmr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.data.CompressedDatagram;
import dev.gatehouse.protocols.dmr.data.ConfirmedBlock;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.ProprietaryHeader;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextCoding;
import dev.gatehouse.protocols.dmr.data.UdpDatagram;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.Cach;
import dev.gatehouse.protocols.dmr.link.Ccitt;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.ShortLc;
import dev.gatehouse.protocols.dmr.link.TalkerAliasBlock;
import dev.gatehouse.protocols.dmr.link.TalkerAliasCollector;
import dev.gatehouse.protocols.dmr.link.UnifiedData;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Nothing is thrown, nothing grows, and what is read is written again octet for octet.
class DmrFuzzTest {

    private static final int TEN = 10;

    @FuzzTest(maxDuration = "10m")
    void burst(byte[] bytes) {
        if (Burst.decode(bytes) instanceof Decoded.Message<? extends Burst>(Burst burst)) {
            // EMB put right may come within the tolerance of a sync: who knows the place in the
            // superframe says so
            Decoded<? extends Burst> read =
                    burst instanceof VoiceBurst voice
                                    && voice.centre() instanceof VoiceBurst.Following
                            ? VoiceBurst.decodeEmbedded(burst.encode())
                            : Burst.decode(burst.encode());
            Burst again =
                    switch (read) {
                        case Decoded.Message<? extends Burst>(Burst value) -> value;
                        case Decoded.Rejected<? extends Burst> _ ->
                                throw new AssertionError("what was written is not read");
                    };
            require(Arrays.equals(burst.encode(), again.encode()));
        }
    }

    /// Any number of bursts, as a network may send them, and time that jumps.
    @FuzzTest(maxDuration = "10m")
    void slot(byte[] bytes) {
        SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        Repetition repetition = new Repetition(1_000);
        long nowMs = 0;
        for (int at = 0; at + 34 <= bytes.length; at += 34) {
            nowMs += bytes[at] * 50L;
            byte[] octets = Arrays.copyOfRange(bytes, at + 1, at + 34);
            for (Heard heard : reader.read(octets, nowMs).heard()) {
                var _ = EmergencyEvidence.in(heard);
                if (heard instanceof Heard.Embedded(Checked<LinkControl> control)) {
                    var _ = repetition.believe(control, nowMs);
                }
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void linkControl(byte[] bytes) {
        if (bytes.length < LinkControl.LENGTH_BYTES) {
            return;
        }
        TalkerAliasCollector alias = new TalkerAliasCollector();
        for (int at = 0; at + 9 <= bytes.length; at += 9) {
            Octets octets = Octets.of(bytes, at, LinkControl.LENGTH_BYTES);
            LinkControl control = LinkControl.decode(octets);
            require(control.encode().equals(octets));
            if (control instanceof TalkerAliasBlock block) {
                alias.add(block)
                        .ifPresent(one ->
                                require(
                                        one.text().length() <= 31
                                                && one.text()
                                                        .chars()
                                                        .noneMatch(Character::isISOControl)));
            }
        }
    }

    /// Sums are put right first, else hardly anything would ever be looked at.
    @FuzzTest(maxDuration = "10m")
    void controlBlocks(byte[] bytes) {
        if (bytes.length < TEN) {
            return;
        }
        byte[] twelve = Arrays.copyOf(Arrays.copyOf(bytes, TEN), Ccitt.LENGTH);
        Octets block = Ccitt.seal(twelve, DataType.CSBK.mask());
        require(
                Csbk.decode(block, 0) instanceof Decoded.Message<Checked<Csbk>>(Checked<Csbk> csbk)
                        && csbk.value().encode().equals(block));
        Octets unified = Ccitt.seal(twelve, DataType.UNIFIED_SINGLE_BLOCK.mask());
        require(
                UnifiedData.decode(unified, 0)
                                instanceof
                                Decoded.Message<Checked<UnifiedData>>(Checked<UnifiedData> data)
                        && data.value().encode().equals(unified)
                        && data.value().position() != null);
    }

    @FuzzTest(maxDuration = "10m")
    void announcements(byte[] bytes) {
        if (ShortLc.decode(Octets.of(bytes))
                instanceof Decoded.Message<Checked<ShortLc>>(Checked<ShortLc> shortLc)) {
            require(ShortLc.decode(shortLc.value().encode()) instanceof Decoded.Message<?>);
        }
        if (bytes.length >= Integer.BYTES) {
            int bits = (int) Octets.of(bytes).u32(0);
            if (Cach.decode(bits & 0xFF_FFFF) instanceof Decoded.Message<Cach>(Cach cach)) {
                require(Cach.decode(cach.encode()) instanceof Decoded.Message<?>);
            }
            var _ = ReverseChannel.decode(bits);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void headers(byte[] bytes) {
        if (bytes.length < TEN) {
            return;
        }
        byte[] twelve = Arrays.copyOf(Arrays.copyOf(bytes, TEN), Ccitt.LENGTH);
        Octets sealed = Ccitt.seal(twelve, DataType.DATA_HEADER.mask());
        if (DataHeader.decode(sealed, 0)
                instanceof Decoded.Message<Checked<DataHeader>>(Checked<DataHeader> header)) {
            require(header.value().encode().equals(sealed));
        }
    }

    /// Headers and blocks in any order and number; the first octet of each chunk says which.
    @FuzzTest(maxDuration = "10m")
    void packets(byte[] bytes) {
        PacketAssembler assembler = new PacketAssembler(PacketAssembler.Limits.STANDARD);
        long nowMs = 0;
        for (int at = 0; at + 25 <= bytes.length; at += 25) {
            int kind = bytes[at] & 0x7;
            nowMs += bytes[at] >> 3;
            Rate rate = kind == 1 ? Rate.THREE_QUARTERS : kind == 2 ? Rate.FULL : Rate.HALF;
            Octets block = Octets.of(bytes, at + 1, rate.octets());
            if (kind == 3 || kind == 4) {
                Octets sealed = Ccitt.seal(block.toArray(), DataType.DATA_HEADER.mask());
                if (DataHeader.decode(sealed, 0)
                        instanceof
                        Decoded.Message<Checked<DataHeader>>(Checked<DataHeader> header)) {
                    var _ = assembler.header(header.value(), 0, nowMs);
                }
            } else if (kind == 5) {
                // a block whose own sum is good
                var _ =
                        assembler.block(
                                rate,
                                new ConfirmedBlock(bytes[at + 1] & 0x7F, block.slice(2, 12))
                                        .encode(rate),
                                0,
                                nowMs);
            } else if (kind == 6) {
                var _ = assembler.damagedBlock(nowMs);
            } else {
                var _ = assembler.block(rate, block, 0, nowMs);
            }
            var _ = assembler.tick(nowMs);
            require(assembler.waiting() <= PacketAssembler.MAX_WAITING);
        }
    }

    /// What a packet says: the first ten octets its header, the others its data.
    @FuzzTest(maxDuration = "10m")
    void content(byte[] bytes) {
        if (bytes.length < TEN) {
            return;
        }
        Octets data = Octets.of(bytes, TEN, bytes.length - TEN);
        Octets sealed =
                Ccitt.seal(
                        Arrays.copyOf(Arrays.copyOf(bytes, TEN), Ccitt.LENGTH),
                        DataType.DATA_HEADER.mask());
        if (DataHeader.decode(sealed, 0)
                        instanceof Decoded.Message<Checked<DataHeader>>(Checked<DataHeader> header)
                && !(header.value() instanceof ProprietaryHeader)) {
            Packet packet =
                    new Packet(
                            header.value(),
                            Optional.empty(),
                            data,
                            Octets.NONE,
                            Assurance.CRC_32,
                            0,
                            0);
            if (UserData.read(packet, data) instanceof Decoded.Message<UserData>(UserData content)
                    && content instanceof UserData.Text text) {
                require(
                        text.text().getBytes(StandardCharsets.UTF_8).length
                                <= TextCoding.MAX_UTF8_BYTES);
            }
        }
        if (UdpDatagram.decode(data) instanceof Decoded.Message<UdpDatagram>(UdpDatagram udp)) {
            require(UdpDatagram.decode(udp.encode()).equals(Decoded.message(udp)));
        }
        if (CompressedDatagram.decode(data)
                instanceof Decoded.Message<CompressedDatagram>(CompressedDatagram small)) {
            require(small.encode().equals(data));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        var view = DmrView.of(bytes);
        require(!view.nodes().isEmpty() && view.hex().length() == 2 * bytes.length);
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("what was read is not what is written");
        }
    }
}
