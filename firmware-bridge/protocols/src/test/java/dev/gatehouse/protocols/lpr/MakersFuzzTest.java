package dev.gatehouse.protocols.lpr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Nothing is thrown by any maker's parser, every reading keeps the bounds of the common model, and
/// a stream is cut alike however it arrives.
class MakersFuzzTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final List<PlateCodec> PRESETS =
            Presets.NAMES.stream()
                    .map(name -> (PlateCodec) new MappedCodec(Presets.of(name)))
                    .toList();
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @FuzzTest(maxDuration = "10m")
    void axis(byte[] bytes) {
        check(new AxisCodec(), bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void genetec(byte[] bytes) {
        check(new GenetecCodec(), bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void hikvision(byte[] bytes) {
        check(new HikvisionCodec(), bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void presets(byte[] bytes) {
        if (bytes.length > 0) {
            int at = Math.floorMod(bytes[0], PRESETS.size());
            check(PRESETS.get(at), Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void mapping(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        try {
            Mapping mapping = Mapping.parse(text.substring(0, Math.max(0, end)).lines().toList());
            check(
                    new MappedCodec(mapping),
                    text.substring(end + 2).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // a mapping that cannot be used is the administrator's mistake
        }
    }

    @FuzzTest(maxDuration = "10m")
    void cutters(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 2, bytes.length);
        int at = Math.floorMod(bytes[1], stream.length + 1);
        List<MessageCutter> whole = cutters();
        List<MessageCutter> split = cutters();
        int which = Math.floorMod(bytes[0], whole.size());
        List<String> together = texts(whole.get(which).take(stream));
        List<String> parts = new ArrayList<>();
        parts.addAll(texts(split.get(which).take(Arrays.copyOf(stream, at))));
        parts.addAll(texts(split.get(which).take(Arrays.copyOfRange(stream, at, stream.length))));
        require(together.equals(parts));
        require(whole.get(which).midway() == split.get(which).midway());
        require(whole.get(which).discarded() == split.get(which).discarded());
        require(whole.get(which).discarded() <= stream.length);
    }

    private static List<MessageCutter> cutters() {
        return Stream.of(
                        new LineCutter(LineCutter.Form.LINE),
                        new LineCutter(LineCutter.Form.STX_ETX),
                        new LineCutter(LineCutter.Form.STX_XOR),
                        new JsonCutter(),
                        new XmlCutter())
                .map(MessageCutter.class::cast)
                .toList();
    }

    private static List<String> texts(List<Decoded<byte[]>> found) {
        return found.stream()
                .map(one ->
                        switch (one) {
                            case Decoded.Message<byte[]>(byte[] bytes) -> Arrays.toString(bytes);
                            case Decoded.Rejected<byte[]>(var reason, _) -> reason.name();
                        })
                .toList();
    }

    private static void check(PlateCodec codec, byte[] bytes) {
        if (!(codec.decode(bytes, MakerSamples.PLAIN)
                instanceof Decoded.Message<PlateMessage>(PlateMessage message))) {
            return;
        }
        for (PlateReading reading : message.readings()) {
            PlateRead read = reading.read();
            require(read.plate().matches("[A-Z0-9?]{0,16}"));
            require(read.plateRaw().codePointCount(0, read.plateRaw().length()) <= 24);
            require(read.cameraIdentity().length() <= 64);
            require(read.vehicleKey().length() <= 64);
            require(read.images().size() <= 8);
            require(read.candidates().size() <= 10);
            require(
                    read.plate().isEmpty()
                            || read.candidates().getFirst().plate().equals(read.plate()));
            require(
                    read.confidence().isEmpty()
                            || (read.confidence().getAsDouble() >= 0
                                    && read.confidence().getAsDouble() <= 1));
            require(read.jurisdiction().matches("([A-Z]{2}(-[A-Z0-9]{1,3})?)?"));
            reading.time().ifPresent(time -> require(time.resolve(MADRID, NOW).at() != null));
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a bound of the common model does not hold");
        }
    }
}
