package dev.gatehouse.central.lookout;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.NameReader;
import dev.gatehouse.core.name.NameScore;
import dev.gatehouse.core.name.NameScorer;
import dev.gatehouse.core.name.NameStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/// Scores the pairs of a CSV file line by line; nothing is kept in memory but the counts.
final class NamePairs {
    private static final long PROGRESS_PAIRS = 50_000;
    private static final long LONGEST_NS = 60_000_000_000L;

    /// Told of a line that is left out.
    interface Rejections {
        /// A line is left out.
        ///
        /// @param line first line of the record in the file, from 1
        /// @param reason without content
        void rejected(long line, String reason);
    }

    private final LongSupplier nanoTime;
    private final Rejections rejections;
    private final LongConsumer progress;
    private final NameScorer scorer = new NameScorer();
    private final Histogram times = new Histogram(LONGEST_NS, 3);
    private List<String> header = List.of();
    private List<Integer> kept = List.of();
    private int schemaAt;
    private int firstAt;
    private int secondAt;
    private long scored;
    private long rejected;

    NamePairs(LongSupplier nanoTime, Rejections rejections, LongConsumer progress) {
        this.nanoTime = nanoTime;
        this.rejections = rejections;
        this.progress = progress;
    }

    long scored() {
        return scored;
    }

    long rejected() {
        return rejected;
    }

    double meanUs() {
        return scored == 0 ? 0 : times.getMean() / 1_000;
    }

    double percentileUs(int percentile) {
        return scored == 0 ? 0 : times.getValueAtPercentile(percentile) / 1_000.0;
    }

    void score(Path pairs, Writer out) throws IOException, CommandFailure {
        long line = 0;
        CsvWriter writer = CsvWriter.builder().build(out);
        try (CsvReader<CsvRecord> reader = CsvRows.open(pairs);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            if (!records.hasNext()) {
                throw new CommandFailure(Exit.USAGE, "--pairs: the file is empty");
            }
            takeHeader(records.next(), writer);
            while (records.hasNext()) {
                CsvRecord csv = records.next();
                line = csv.getStartingLineNumber();
                take(line, csv.getFields(), writer);
            }
            writer.flush();
        } catch (CsvParseException e) {
            // the parser's message quotes what it read
            throw new CommandFailure(
                    Exit.FAILED, "line " + (line + 1) + " or after it: not CSV that can be read");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void takeHeader(CsvRecord first, CsvWriter writer) throws CommandFailure {
        header = List.copyOf(first.getFields());
        schemaAt = column("schema");
        firstAt = column("name1");
        secondAt = column("name2");
        List<Integer> keeps = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            // a file that was scored before is scored anew
            if (!header.get(i).equals("score") && !header.get(i).equals("explanation")) {
                keeps.add(i);
            }
        }
        kept = List.copyOf(keeps);
        write(header, "score", "explanation", writer);
    }

    private int column(String name) throws CommandFailure {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new CommandFailure(Exit.USAGE, "--pairs: line 1: no column " + name);
        }
        return at;
    }

    private void take(long line, List<String> fields, CsvWriter writer) {
        if (fields.size() != header.size()) {
            reject(line, "expected " + header.size() + " fields, found " + fields.size());
            return;
        }
        if (fields.get(firstAt).isBlank() || fields.get(secondAt).isBlank()) {
            reject(line, "a name is empty");
            return;
        }
        long from = nanoTime.getAsLong();
        List<NameForm> forms =
                NameReader.readPair(
                        NameKind.ofSchema(fields.get(schemaAt)),
                        fields.get(firstAt),
                        fields.get(secondAt));
        NameScore score = scorer.explain(forms.getFirst(), forms.getLast());
        times.recordValue(Math.clamp(nanoTime.getAsLong() - from, 0, LONGEST_NS));
        String value = String.format(Locale.ROOT, "%.4f", score.value());
        write(fields, value, NameStep.line(score.steps()), writer);
        scored++;
        if (scored % PROGRESS_PAIRS == 0) {
            progress.accept(scored);
        }
    }

    private void reject(long line, String reason) {
        rejected++;
        rejections.rejected(line, reason);
    }

    private void write(List<String> fields, String score, String explanation, CsvWriter writer) {
        List<String> all = new ArrayList<>(kept.size() + 2);
        for (int at : kept) {
            all.add(fields.get(at));
        }
        all.add(score);
        all.add(explanation);
        var _ = writer.writeRecord(all);
    }
}
