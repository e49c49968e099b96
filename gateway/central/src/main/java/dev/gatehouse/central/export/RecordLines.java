package dev.gatehouse.central.export;

import dev.gatehouse.bus.Json;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.LedgerOpenings;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.ledger.RecordRow;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.Opener;
import dev.gatehouse.proto.v1.Record;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the lines of an export, one JSON object each, ended by a line feed:
///
/// ```
/// {"booth":"<16 hex>","name":"north-1","class":"P1","sequence":7,
///  "committed_at":"2026-11-22T05:00:00.123Z","committed_at_ms":1795323600123,"record":{...}}
/// ```
///
/// `record` is the opened `gatehouse.v1.Record` in canonical protobuf JSON, or null where it does
/// not open. Keys are only ever added.
final class RecordLines {
    /// Records read, opened and held in memory at a time.
    static final int PAGE_RECORDS = 128;

    private static final byte[] RECORD = ",\"record\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

    private final LedgerView view;
    private final CentralKeys keys;
    private final LedgerOpenings openings;
    private final Opener opener;

    RecordLines(LedgerView view, CentralKeys keys) {
        this.view = view;
        this.keys = keys;
        this.openings = new LedgerOpenings(view);
        this.opener = new Opener(keys, openings);
    }

    /// Reads one page and lets go of the ledger, so that a slow output holds nothing up.
    Page page(ClassKey key, long sequence, long below, ExportScope scope) throws SQLException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long unreadable = 0;
        List<RecordRow> rows =
                view.page(key, sequence, below, scope.fromMs(), scope.toMs(), PAGE_RECORDS);
        for (RecordRow row : rows) {
            Optional<Record> record = OpenedRecords.open(opener, key, row);
            openings.rethrow();
            lines.writeBytes(head(key, row));
            lines.writeBytes(RECORD);
            lines.writeBytes(record.map(Json::print).orElse(NONE));
            lines.writeBytes(END);
            unreadable += record.isEmpty() ? 1 : 0;
        }
        view.release();
        boolean last = rows.size() < PAGE_RECORDS;
        return new Page(
                lines.toByteArray(),
                rows.size(),
                unreadable,
                last ? below : rows.getLast().sequence() + 1);
    }

    /// All but the record, without the closing brace.
    private byte[] head(ClassKey key, RecordRow row) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("booth", key.booth().hex());
        head.put("name", keys.booth(key.booth()).map(BoothRecord::name).orElse(""));
        head.put("class", key.sealClass().name());
        head.put("sequence", row.sequence());
        head.put("committed_at", Instant.ofEpochMilli(row.receivedMs()).toString());
        head.put("committed_at_ms", row.receivedMs());
        String text = JsonText.of(head);
        return text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
}
