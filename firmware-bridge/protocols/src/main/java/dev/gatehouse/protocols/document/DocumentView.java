package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A technician's view of one swipe, framed or bare. Fields are shown of specimens alone (clause
/// 6): of any other document the view has its form, its checks and its repairs, and not one octet.
/// Total: whatever the octets are, there is a view of them.
public final class DocumentView {

    private DocumentView() {}

    public static Dissection of(byte[] octets) {
        String text = text(octets);
        return switch (ZoneReader.read(text)) {
            case ZoneReader.Result.Refused(ZoneFault fault) ->
                    Dissection.of("document", new byte[0])
                            .value("octets", Integer.toString(octets.length))
                            .verdict("zone", Verdict.BAD, fault.name())
                            .build();
            case ZoneReader.Result.Read(ZoneReading reading) -> view(octets, reading);
        };
    }

    /// Without what frames it: whatever stands before the last control mark of a start, and behind
    /// an end.
    private static String text(byte[] octets) {
        int from = 0;
        int to = octets.length;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] == SwipeFraming.STX) {
                from = at + 1;
                to = octets.length;
            } else if ((octets[at] == SwipeFraming.ETX || octets[at] == SwipeFraming.EOT)
                    && to == octets.length) {
                to = at;
            }
        }
        return new String(octets, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1)
                .strip();
    }

    private static Dissection view(byte[] octets, ZoneReading reading) {
        boolean shown = reading.specimen();
        MrzDocument document = reading.document();
        Dissection.Builder view =
                Dissection.of("document", shown ? octets : new byte[0])
                        .value("form", document.form().name())
                        .value("reading", reading.summary())
                        .value("normalised", Boolean.toString(reading.normalised()));
        if (shown) {
            view.value("issuer", document.issuer())
                    .value("number", document.number())
                    .value("nationality", document.nationality())
                    .value("birth", document.birth().text())
                    .value("sex", String.valueOf(document.sex()))
                    .value("expiry", document.expiry().text())
                    .value("name", document.name().primary() + ", " + document.name().secondary())
                    .value("optional", document.optionalData());
        } else {
            view.verdict("content", Verdict.SKIPPED, "shown of specimens alone");
        }
        for (ZoneField field : ZoneField.values()) {
            ZoneField.Status status = reading.fields().get(field);
            if (status != null) {
                view.verdict(
                        field.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        verdict(status),
                        "");
            }
        }
        for (ZoneRepair repair : reading.repairs()) {
            view.verdict(
                    "repair",
                    Verdict.CORRECTED,
                    "line " + repair.line() + ", column " + repair.column());
        }
        return view.build();
    }

    private static Verdict verdict(ZoneField.Status status) {
        return switch (status) {
            case VALID -> Verdict.GOOD;
            case REPAIRED -> Verdict.CORRECTED;
            case INVALID -> Verdict.BAD;
            case NOT_CHECKED -> Verdict.UNVERIFIED;
        };
    }
}
