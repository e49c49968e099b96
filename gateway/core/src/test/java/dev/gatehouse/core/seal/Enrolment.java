package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TimeQuality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/// A central with one enrolled booth, on disk, and a clock that stands still until it is moved.
final class Enrolment {
    static final byte[] ZEROS = new byte[32];
    static final Stamp AT =
            Stamp.newBuilder()
                    .setWallMs(1_790_000_000_000L)
                    .setQuality(TimeQuality.TIME_QUALITY_SYNCED)
                    .setBoundMs(40)
                    .build();

    final SecureRandom random = Seeds.repeatable(41);
    final CentralKeys central;
    final BoothKeys booth;
    long nowNs = 5_000_000_000L;

    Enrolment(Path directory) throws KeyFileException {
        central = CentralKeys.create(directory, random);
        booth = central.enrol("lane-3", random);
    }

    Sealer sealer(EpochLimits limits) {
        return new Sealer(booth, random, () -> nowNs, limits);
    }

    Sealer sealer() {
        return sealer(EpochLimits.DEFAULT);
    }

    void pass(Duration time) {
        nowNs += time.toNanos();
    }

    BoothRecord record() {
        return central.booth(booth.id()).orElseThrow();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Opened opened(OpenResult result) {
        return assertInstanceOf(Opened.class, result, () -> "found " + result);
    }
}
