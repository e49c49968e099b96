package dev.gatehouse.simulators;

import dev.gatehouse.simulators.Replay.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A CSV file of reads. Columns, by name: `ocr` or `plate` is what the reader said (`plate` is the
/// true plate where both stand, as is `truth`); `state` or `jurisdiction`, `captured_at` and `lane`
/// may be absent.
final class Capture {

    private static final long DEFAULT_SECONDS = 60;

    private Capture() {}

    /// Rows of one lane as a scenario. Rows without a lane belong to every lane.
    ///
    /// @param seconds length the capture is brought to; without it, times keep their own scale and
    ///   rows without time are spread over 60 s
    /// @throws IllegalArgumentException when the file cannot be used, naming what was expected
    static Replay read(Path file, String laneId, OptionalLong seconds, String run) {
        CsvTable table = CsvTable.read(file);
        OptionalInt ocr = table.column("ocr");
        OptionalInt plate = table.column("plate");
        OptionalInt text = ocr.isPresent() ? ocr : plate;
        OptionalInt seen = table.column("truth").isPresent() ? table.column("truth") : plate;
        OptionalInt state = table.column("state");
        OptionalInt jurisdiction = table.column("jurisdiction");
        if (text.isEmpty() || (state.isEmpty() && jurisdiction.isEmpty())) {
            throw new IllegalArgumentException(
                    file
                            + ": expected a column `plate` or `ocr` and a column `jurisdiction` or `state`"
                            + " (optional: `captured_at`, `lane`)");
        }
        OptionalInt lane = table.column("lane");
        OptionalInt captured = table.column("captured_at");
        List<Timed> rows = new ArrayList<>();
        long latest = Long.MIN_VALUE;
        for (CsvTable.Row row : table.rows()) {
            String rowLane = row.field(lane);
            if (!rowLane.isEmpty() && !rowLane.equals(laneId)) {
                continue;
            }
            String written = row.field(captured);
            // A row without time came right after the one before it.
            latest = written.isEmpty() ? latest : millis(written, row.line());
            String where =
                    jurisdiction.isPresent()
                            ? Regions.ofJurisdiction(row.field(jurisdiction))
                            : Regions.ofState(row.field(state));
            Truth truth = new Truth(ListedPlates.canonical(row.field(seen)), where);
            rows.add(new Timed(latest, new Arrival(row.line(), 0, row.field(text), where, truth)));
        }
        String prefix = "REPLAY-" + fingerprint(file) + "-" + run + "-";
        return new Replay(schedule(rows, seconds), prefix);
    }

    private record Timed(long millis, Arrival arrival) {}

    private static List<Arrival> schedule(List<Timed> rows, OptionalLong seconds) {
        if (rows.isEmpty()) {
            return List.of();
        }
        boolean timed = rows.stream().anyMatch(row -> row.millis != Long.MIN_VALUE);
        List<Timed> ordered = new ArrayList<>(rows);
        if (timed) {
            ordered.sort(Comparator.comparingLong(Timed::millis));
        }
        long first =
                ordered.stream()
                        .mapToLong(Timed::millis)
                        .filter(at -> at != Long.MIN_VALUE)
                        .findFirst()
                        .orElse(0);
        long spanMs = timed ? ordered.getLast().millis - first : 0;
        double wantedNanos = 1e9 * seconds.orElse(timed ? 0 : DEFAULT_SECONDS);
        // The last vehicle needs a place of its own inside the wanted time.
        double room = wantedNanos * (ordered.size() - 1) / ordered.size();
        double scale = seconds.isPresent() && spanMs > 0 ? room / spanMs : 1e6;
        List<Arrival> arrivals = new ArrayList<>(ordered.size());
        long earliest = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Timed row = ordered.get(i);
            double wanted =
                    spanMs > 0 || (timed && seconds.isEmpty())
                            ? (Math.max(row.millis, first) - first) * scale
                            : wantedNanos * i / ordered.size();
            long at = Math.max(earliest, (long) wanted);
            earliest = at + Replay.SPACING_NANOS;
            Arrival a = row.arrival;
            arrivals.add(new Arrival(a.line(), at, a.text(), a.jurisdiction(), a.truth()));
        }
        return arrivals;
    }

    /// Epoch seconds or milliseconds, or ISO 8601 with `T` or a blank; without zone it is taken as
    /// UTC, since only differences count.
    private static long millis(String written, long line) {
        try {
            if (written.matches("[0-9]{10}")) {
                return Long.parseLong(written) * 1000;
            }
            if (written.matches("[0-9]{13}")) {
                return Long.parseLong(written);
            }
            String iso = written.replaceFirst("^(\\S+) ", "$1T");
            if (iso.matches(".*T.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$")) {
                return instant(iso).toEpochMilli();
            }
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "line "
                            + line
                            + ": expected `captured_at` as ISO 8601 or epoch seconds or milliseconds",
                    e);
        }
    }

    private static Instant instant(String iso) {
        return iso.endsWith("Z") ? Instant.parse(iso) : OffsetDateTime.parse(iso).toInstant();
    }

    /// First octets of the file's SHA-256: another file's rows are other events, the same file's
    /// are the same.
    private static String fingerprint(Path file) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (var in = Files.newInputStream(file)) {
                byte[] part = new byte[1 << 16];
                for (int n = in.read(part); n >= 0; n = in.read(part)) {
                    sha.update(part, 0, n);
                }
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
