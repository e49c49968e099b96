package dev.gatehouse.core.inventory;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.discovery.JsonTree;
import dev.gatehouse.protocols.discovery.MacAddress;
import dev.gatehouse.protocols.discovery.ShownText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who was assigned which interface addresses, as of a day: blocks of 24 bits (MA-L), 28 (MA-M) and
/// 36 (MA-S), the longest match counts. Data, named by the configuration; two forms are read:
///
/// ```text
/// {"asOf": "2024-07-22", "makers": [{"maker": "acme", "assignments": [
///     {"registry": "MA-L", "organisation": "Acme Ltd", "prefixes": ["02AB01"]}]}]}
///
/// # asOf 2024-07-22
/// Registry,Assignment,Organization Name,Organization Address
/// MA-L,02AB01,Acme Ltd,somewhere
/// ```
///
/// The second is the register's own CSV with a first line that dates it. An address block that is
/// in no file is of an unknown maker, which is not the same as of one that is not listed.
public final class OuiTable {
    /// Octets of a file.
    public static final int MAX_OCTETS = 32 << 20;

    /// Blocks of a file.
    public static final int MAX_BLOCKS = 200_000;

    private static final String AS_OF = "# asOf ";
    private static final int COLUMNS = 3;
    private static final int BITS_A_DIGIT = 4;
    private static final int[] LENGTHS = {36, 28, 24};

    /// The holder of a block.
    ///
    /// @param registry `MA-L`, `MA-M` or `MA-S`
    /// @param prefix hex digits
    /// @param organisation as registered
    /// @param set the file's own word for the maker; empty when it has none
    public record Holder(String registry, String prefix, String organisation, String set) {}

    private final LocalDate asOf;
    private final Map<Long, Holder> blocks;
    private final int leftOut;

    private OuiTable(LocalDate asOf, Map<Long, Holder> blocks, int leftOut) {
        this.asOf = asOf;
        this.blocks = blocks;
        this.leftOut = leftOut;
    }

    /// Reads either form.
    public static Decoded<OuiTable> read(byte[] octets) {
        if (octets.length > MAX_OCTETS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "file: expected at most " + MAX_OCTETS + " octets");
        }
        Builder builder = new Builder();
        String text = new String(octets, StandardCharsets.UTF_8);
        return text.startsWith("#") ? builder.csv(text) : builder.json(octets);
    }

    /// Who holds the block of an address; empty for an address that nobody was assigned, that is
    /// made up, or whose block is not in the file.
    public Optional<Holder> holder(MacAddress mac) {
        if (mac.isLocal() || mac.isMulticast() || mac.isZero() || mac.isVirtualRouter()) {
            return Optional.empty();
        }
        for (int bits : LENGTHS) {
            Holder holder = blocks.get(key(mac.prefix(bits), bits));
            if (holder != null) {
                return isNobody(holder.organisation) ? Optional.empty() : Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    /// The register lists blocks whose holder is not told, and blocks that it divides further.
    private static boolean isNobody(String organisation) {
        String name = organisation.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.equals("private")
                || name.equals("ieee registration authority");
    }

    /// Day of the snapshot: blocks assigned later are not in it.
    public LocalDate asOf() {
        return asOf;
    }

    public int size() {
        return blocks.size();
    }

    /// Lines that are no block.
    public int leftOut() {
        return leftOut;
    }

    private static long key(long prefix, int bits) {
        return prefix << Byte.SIZE | bits;
    }

    /// Collects the blocks of one file.
    private static final class Builder {
        private final Map<Long, Holder> blocks = new HashMap<>();
        private int leftOut;

        Decoded<OuiTable> json(byte[] octets) {
            return switch (JsonTree.read(octets, MAX_OCTETS)) {
                case Decoded.Rejected<JsonTree>(var reason, var detail) ->
                        Decoded.rejected(reason, detail);
                case Decoded.Message<JsonTree>(var tree) -> {
                    for (JsonTree maker : tree.at("makers").items()) {
                        for (JsonTree assignment : maker.at("assignments").items()) {
                            for (String prefix : assignment.at("prefixes").texts()) {
                                add(
                                        assignment.text("registry"),
                                        prefix,
                                        assignment.text("organisation"),
                                        maker.text("maker"));
                            }
                        }
                    }
                    yield table(tree.text("asOf"));
                }
            };
        }

        Decoded<OuiTable> csv(String text) {
            String first = text.lines().findFirst().orElse("");
            try (CsvReader<CsvRecord> rows =
                    CsvReader.builder()
                            .commentStrategy(CommentStrategy.SKIP)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .ofCsvRecord(text)) {
                for (CsvRecord row : rows) {
                    if (row.getFieldCount() < COLUMNS) {
                        leftOut++;
                    } else if (!row.getField(0).equals("Registry")) {
                        add(row.getField(0), row.getField(1), row.getField(2), "");
                    }
                }
            } catch (CsvParseException | java.io.IOException e) {
                return Decoded.rejected(RejectReason.BAD_SYNTAX, "file: not CSV");
            }
            return table(first.startsWith(AS_OF) ? first.substring(AS_OF.length()).strip() : "");
        }

        private void add(String registry, String prefix, String organisation, String set) {
            boolean hex =
                    !prefix.isEmpty()
                            && prefix.length() <= 9
                            && prefix.chars().allMatch(java.util.HexFormat::isHexDigit);
            int bits = hex ? prefix.length() * BITS_A_DIGIT : 0;
            boolean fits =
                    switch (registry) {
                        case "MA-L" -> bits == 24;
                        case "MA-M" -> bits == 28;
                        case "MA-S" -> bits == 36;
                        default -> false;
                    };
            if (!fits || blocks.size() > MAX_BLOCKS) {
                leftOut++;
                return;
            }
            blocks.putIfAbsent(
                    key(Long.parseLong(prefix, 16), bits),
                    new Holder(
                            registry,
                            prefix.toUpperCase(Locale.ROOT),
                            ShownText.of(organisation),
                            ShownText.of(set)));
        }

        private Decoded<OuiTable> table(String asOf) {
            if (blocks.size() > MAX_BLOCKS) {
                return Decoded.rejected(
                        RejectReason.LIMIT_EXCEEDED, "blocks: at most " + MAX_BLOCKS);
            }
            try {
                return Decoded.message(new OuiTable(LocalDate.parse(asOf), blocks, leftOut));
            } catch (DateTimeParseException e) {
                return Decoded.rejected(
                        RejectReason.MISSING_FIELD, "asOf: expected the day of the snapshot");
            }
        }
    }
}
