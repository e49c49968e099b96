package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.DocumentCheck;
import dev.gatehouse.proto.v1.DocumentRemark;
import dev.gatehouse.proto.v1.DocumentRepair;
import dev.gatehouse.proto.v1.DocumentRepairKind;
import dev.gatehouse.proto.v1.DocumentValidity;
import dev.gatehouse.protocols.document.MrzCheck;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.ZoneField;
import dev.gatehouse.protocols.document.ZoneReader;
import dev.gatehouse.protocols.document.ZoneReading;
import dev.gatehouse.protocols.document.ZoneRemark;
import dev.gatehouse.protocols.document.ZoneRepair;
import dev.gatehouse.protocols.observation.DocumentRead;
import java.time.LocalDate;
import java.util.Optional;

/// Travel documents in the words of the wire: the number, what the checks said and what was
/// repaired. The zone itself has more of the holder than central needs.
final class WireDocument {
    private WireDocument() {}

    /// @param today by which it may have expired
    static dev.gatehouse.proto.v1.DocumentRead of(DocumentRead read, LocalDate today) {
        dev.gatehouse.proto.v1.DocumentRead.Builder wire =
                dev.gatehouse.proto.v1.DocumentRead.newBuilder().setSource(read.source());
        Optional<ZoneReading> reading =
                ZoneReader.judge(read.zone(), read.repairs(), read.unread());
        if (reading.isEmpty()) {
            boolean part = read.fault().equals(DocumentRead.INCOMPLETE);
            wire.setValidity(
                    part
                            ? DocumentValidity.DOCUMENT_VALIDITY_INCOMPLETE
                            : DocumentValidity.DOCUMENT_VALIDITY_UNREAD);
            if (!read.fault().isEmpty()) {
                wire.setFault(read.fault());
            }
            return wire.build();
        }
        reading.get().remarks(today).stream().map(WireDocument::remark).forEach(wire::addRemarks);
        return of(reading.get(), wire);
    }

    private static DocumentRemark remark(ZoneRemark remark) {
        return switch (remark) {
            case EXPIRED -> DocumentRemark.DOCUMENT_REMARK_EXPIRED;
            case SPECIMEN -> DocumentRemark.DOCUMENT_REMARK_SPECIMEN;
            case ISSUER_UNKNOWN -> DocumentRemark.DOCUMENT_REMARK_ISSUER_UNKNOWN;
            case NATIONALITY_UNKNOWN -> DocumentRemark.DOCUMENT_REMARK_NATIONALITY_UNKNOWN;
            case SEX_X -> DocumentRemark.DOCUMENT_REMARK_SEX_X;
            case NAME_MAYBE_TRUNCATED -> DocumentRemark.DOCUMENT_REMARK_NAME_MAYBE_TRUNCATED;
            case FILLERS_MISREAD -> DocumentRemark.DOCUMENT_REMARK_FILLERS_MISREAD;
            case NORMALISED -> DocumentRemark.DOCUMENT_REMARK_NORMALISED;
        };
    }

    private static dev.gatehouse.proto.v1.DocumentRead of(
            ZoneReading reading, dev.gatehouse.proto.v1.DocumentRead.Builder wire) {
        MrzDocument document = reading.document();
        wire.setFormat(document.form().name())
                .setIssuer(document.issuer())
                .setChecksPassed(reading.overall() == ZoneReading.Overall.VALID)
                .setValidity(
                        switch (reading.overall()) {
                            case VALID -> DocumentValidity.DOCUMENT_VALIDITY_VALID;
                            case PARTIAL -> DocumentValidity.DOCUMENT_VALIDITY_INCOMPLETE;
                            case INVALID -> DocumentValidity.DOCUMENT_VALIDITY_INVALID;
                        });
        if (!reading.unread(ZoneField.NUMBER)) {
            wire.setDocumentNumber(document.number());
        }
        if (!reading.unread().isEmpty()) {
            wire.setUnreadColumns(reading.unread().size());
        }
        reading.repairs().forEach(repair -> wire.addRepairs(repair(reading, repair)));
        return wire.build();
    }

    private static DocumentRepair repair(ZoneReading reading, ZoneRepair repair) {
        DocumentRepair.Builder wire =
                DocumentRepair.newBuilder()
                        .setLine(repair.line())
                        .setColumn(repair.column())
                        .setKind(
                                reading.ofDigits(repair)
                                        ? DocumentRepairKind.DOCUMENT_REPAIR_KIND_DIGIT
                                        : DocumentRepairKind.DOCUMENT_REPAIR_KIND_LOOK_ALIKE);
        repair.proof().stream().sorted().map(WireDocument::check).forEach(wire::addProof);
        return wire.build();
    }

    private static DocumentCheck check(MrzCheck check) {
        return switch (check) {
            case NUMBER -> DocumentCheck.DOCUMENT_CHECK_NUMBER;
            case BIRTH_DATE -> DocumentCheck.DOCUMENT_CHECK_BIRTH_DATE;
            case SEX -> DocumentCheck.DOCUMENT_CHECK_SEX;
            case EXPIRY -> DocumentCheck.DOCUMENT_CHECK_EXPIRY;
            case OPTIONAL -> DocumentCheck.DOCUMENT_CHECK_OPTIONAL;
            case COMPOSITE -> DocumentCheck.DOCUMENT_CHECK_COMPOSITE;
        };
    }
}
