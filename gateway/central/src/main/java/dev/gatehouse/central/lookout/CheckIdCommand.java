package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.IdentifierStatus;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lookout check-id`.
@Command(
        name = "check-id",
        mixinStandardHelpOptions = true,
        description = {
            "Brings identifiers into canonical form and applies the check of their kind. A check that disagrees is told,"
                    + " never repaired; one that agrees is no proof of the reading.",
            "Kinds: PLATE, VIN, ISO6346, IMO_SHIP, IMO_COMPANY, UIC_WAGON, AAR_CAR, MMSI, CALL_SIGN, AIRCRAFT_MARK,"
                    + " AIRCRAFT_ADDRESS, AWB, CARGO_CONTROL, BILL_OF_LADING, HS_CODE, SERIAL, LEI, CA_BN, SCAC,"
                    + " CARRIER_CODE, USDOT, DOCUMENT, MRZ_TD1, MRZ_TD2, MRZ_TD3, MRZ_MRVA, MRZ_MRVB, IMEI,"
                    + " TRANSPONDER, RADIO_ID.",
            "Status: VALID, NOT_APPLICABLE (the form is right and no check binds), FAILED (a check disagrees), UNVERIFIED"
                    + " (the check digit is missing), MALFORMED (no canonical form). The first two are valid.",
            "JSON: kind, input, canonical (null when malformed), valid, why, for a machine readable zone its fields, and"
                    + " status; one object a line, in the order of the file."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:VALUE is valid; for --file: the file was read, whatever it holds",
            "1:VALUE is not valid; for --file: the file cannot be read or is not JSON",
            "2:wrong usage, no such kind, or no such file"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout check-id VIN 1HGCM82633A004352",
            "  gatehouse-central lookout check-id iso6346 'CSQU 305438-3' --json",
            "  gatehouse-central lookout check-id MRZ_TD3 - <zone.txt",
            "  gatehouse-central lookout check-id --file identifiers.json --json"
        })
final class CheckIdCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int LAST_PLAIN = 0x7E;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Kind, any case.")
    private Optional<String> kind = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description =
                    "The identifier; a zone in lines or joined; - reads it from standard input, where no list of"
                            + " processes shows it.")
    private Optional<String> value = Optional.empty();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "JSON, an array of objects with kind and input, instead of KIND VALUE.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (file.isPresent() && kind.isEmpty()) {
            IdentifierFile.read(file.get(), this::report);
            spec.commandLine().getOut().flush();
            return Exit.FINE;
        }
        if (file.isPresent() || kind.isEmpty() || value.isEmpty()) {
            throw new CommandFailure(Exit.USAGE, "give either KIND VALUE or --file");
        }
        IdentifierKind known =
                IdentifierKind.ofName(kind.get())
                        .orElseThrow(() ->
                                new CommandFailure(Exit.USAGE, "KIND: no such kind, see --help"));
        String text = value.get().equals(STANDARD_INPUT) ? standardInput() : value.get();
        CheckedIdentifier checked = known.check(text);
        report(known.name(), checked);
        spec.commandLine().getOut().flush();
        return checked.isValid() ? Exit.FINE : Exit.FAILED;
    }

    /// One octet more than is looked at, so that a longer input is seen to be longer.
    private static String standardInput() throws IOException {
        byte[] octets = System.in.readNBytes(IdentifierKind.MAX_INPUT_CHARS + 1);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private void report(String name, String input) {
        Optional<IdentifierKind> known = IdentifierKind.ofName(name);
        if (known.isPresent()) {
            report(name, known.get().check(input));
        } else {
            print(
                    name,
                    input,
                    Optional.empty(),
                    IdentifierStatus.MALFORMED,
                    "no such kind",
                    Map.of());
        }
    }

    private void report(String name, CheckedIdentifier checked) {
        print(
                name,
                checked.input(),
                checked.canonical(),
                checked.status(),
                checked.why(),
                fields(checked));
    }

    private void print(
            String name,
            String input,
            Optional<String> canonical,
            IdentifierStatus status,
            String why,
            Map<String, Object> fields) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.println(name + "  " + status + "  " + canonical.orElse("-") + "  " + why);
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", name);
        object.put("input", input);
        object.put("canonical", canonical.isPresent() ? canonical.get() : JsonText.Nothing.NOTHING);
        object.put("valid", status.isValid());
        object.put("why", why);
        if (!fields.isEmpty()) {
            object.put("fields", fields);
        }
        object.put("status", status.name());
        out.println(ascii(JsonText.of(object)));
    }

    private static Map<String, Object> fields(CheckedIdentifier checked) {
        return checked.kind()
                .zone()
                .map(form -> MrzReader.read(form, checked.input()))
                .map(read ->
                        switch (read) {
                            case Decoded.Message<MrzDocument> zone -> fields(zone.value());
                            case Decoded.Rejected<MrzDocument> _ -> Map.<String, Object>of();
                        })
                .orElse(Map.of());
    }

    private static Map<String, Object> fields(MrzDocument document) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("issuer", document.issuer());
        fields.put("number", document.number());
        fields.put("nationality", document.nationality());
        fields.put("dob", document.birth().text());
        fields.put("sex", String.valueOf(document.sex()));
        fields.put("expiry", document.expiry().text());
        fields.put("primary", document.name().primary());
        fields.put("secondary", document.name().secondary());
        fields.put("maybeTruncated", document.name().maybeTruncated());
        return fields;
    }

    /// The reading may hold anything, and the terminal's character set is not known.
    private static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > LAST_PLAIN) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
