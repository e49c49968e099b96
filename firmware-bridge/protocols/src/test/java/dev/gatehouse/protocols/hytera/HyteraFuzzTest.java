package dev.gatehouse.protocols.hytera;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import java.util.Arrays;

/// Nothing is thrown, and what is read is written as it stood.
class HyteraFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void hstrp(byte[] bytes) {
        if (HstrpPacket.decode(bytes) instanceof Decoded.Message<HstrpPacket>(var packet)) {
            require(HstrpPacket.decode(packet.encode()).equals(Decoded.message(packet)));
            require(packet.answered(HstrpPacket.Answer.ACK).encode().length <= bytes.length);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void hdap(byte[] bytes) {
        // the checksum is set right, or nothing would ever be read behind it
        byte[] sealed = bytes.clone();
        seal(sealed);
        if (HdapFrame.decode(sealed) instanceof Decoded.Message<HdapFrame>(var frame)) {
            require(Arrays.equals(frame.encode(), sealed));
            if (frame.message() instanceof Lp lp) {
                lp.gps().ifPresent(gps -> require(gps.hasFix() == gps.latitude().isPresent()));
            }
            if (frame.message() instanceof Tmp.Message text) {
                require(text.text().length() <= HdapFrame.MAX_PAYLOAD_BYTES);
            }
        }
    }

    private static void seal(byte[] bytes) {
        if (bytes.length < HdapFrame.OVERHEAD_BYTES) {
            return;
        }
        int sum = 0;
        for (int at = 1; at < bytes.length - 2; at++) {
            sum += bytes[at] & 0xFF;
        }
        bytes[bytes.length - 2] = (byte) ((~sum & 0xFF) + 0x33);
        bytes[bytes.length - 1] = 3;
    }

    @FuzzTest(maxDuration = "10m")
    void gpsBlock(byte[] bytes) {
        byte[] block = Arrays.copyOf(bytes, GpsBlock.LENGTH_BYTES);
        GpsBlock gps = new GpsBlock(dev.gatehouse.protocols.Octets.of(block));
        gps.latitude().ifPresent(value -> require(Math.abs(value) <= 90));
        gps.longitude().ifPresent(value -> require(Math.abs(value) <= 180));
        gps.directionDeg().ifPresent(value -> require(value < 360));
        gps.speedKmh().ifPresent(value -> require(value >= 0));
        var _ = gps.time();
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(!HyteraView.of(bytes).name().isEmpty());
    }

    @FuzzTest(maxDuration = "10m")
    void hrnp(byte[] bytes) {
        if (HrnpPacket.decode(bytes) instanceof Decoded.Message<HrnpPacket>(var packet)) {
            require(Arrays.equals(packet.encode(), bytes));
        }
        HrnpReader reader = new HrnpReader();
        int cut = bytes.length / 2;
        long found = reader.accept(Arrays.copyOf(bytes, cut)).size();
        found += reader.accept(Arrays.copyOfRange(bytes, cut, bytes.length)).size();
        require(found <= bytes.length && reader.skippedOctets() <= bytes.length);
    }

    @FuzzTest(maxDuration = "10m")
    void ipsc(byte[] bytes) {
        if (Ipsc.decode(bytes) instanceof Decoded.Message<Ipsc>(var datagram)) {
            require(Arrays.equals(datagram.encode(), bytes));
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
