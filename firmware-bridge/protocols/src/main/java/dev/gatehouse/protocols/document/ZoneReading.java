package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.document.ZoneField.Status;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A zone, what its check digits say of each field, and what was repaired.
///
/// @param document fields after the repairs
/// @param zone lines after the repairs, parted by line feeds
/// @param original lines as read, normalised, parted by line feeds
/// @param fields status of each field
/// @param repairs in the order of the zone
/// @param unread places of the joined lines, from 0, in which two swipes differ; a filler stands
///   there
/// @param normalised the reader sent lower case, blanks, or other marks for the filler
public record ZoneReading(
        MrzDocument document,
        String zone,
        String original,
        Map<ZoneField, Status> fields,
        List<ZoneRepair> repairs,
        Set<Integer> unread,
        boolean normalised) {

    /// The specimen's issuer: documents of nobody, which alone may be shown.
    public static final String SPECIMEN = "UTO";

    public ZoneReading {
        fields = Map.copyOf(fields);
        repairs = List.copyOf(repairs);
        unread = Set.copyOf(unread);
    }

    /// What all checks say together.
    public enum Overall {
        /// All of them agree.
        VALID,
        /// Some do: matched with the valid fields, and reported as incomplete.
        PARTIAL,
        /// None of those of number and dates does.
        INVALID
    }

    /// What all checks say together.
    public Overall overall() {
        int good = 0;
        boolean whole = unread.isEmpty() && document.status() == MrzStatus.VALID;
        for (ZoneField field : List.of(ZoneField.NUMBER, ZoneField.BIRTH_DATE, ZoneField.EXPIRY)) {
            good += holds(field) ? 1 : 0;
        }
        if (good == 0) {
            return Overall.INVALID;
        }
        return whole ? Overall.VALID : Overall.PARTIAL;
    }

    /// Whether a field has a check digit that agrees, be it since a repair.
    public boolean holds(ZoneField field) {
        Status status = fields.getOrDefault(field, Status.NOT_CHECKED);
        return status == Status.VALID || status == Status.REPAIRED;
    }

    /// Whether two swipes differ in a field, so that nobody knows what it says.
    public boolean unread(ZoneField field) {
        return ZonePlaces.unread(document.form(), field, zone.replace("\n", ""), unread);
    }

    /// Whether a repair was of a letter in a column of digits; else one of two look-alikes was
    /// exchanged (clause 5, steps 1 and 3).
    public boolean ofDigits(ZoneRepair repair) {
        return ZonePlaces.ofDigits(document.form(), ZonePlaces.place(document.form(), repair));
    }

    /// Whether it is a specimen, whose content may be shown.
    public boolean specimen() {
        return document.issuer().equals(SPECIMEN);
    }

    /// What is worth knowing and is no error.
    ///
    /// @param today the day by which it may have expired
    public Set<ZoneRemark> remarks(LocalDate today) {
        Set<ZoneRemark> remarks = EnumSet.noneOf(ZoneRemark.class);
        add(remarks, ZoneRemark.EXPIRED, holds(ZoneField.EXPIRY) && expired(today));
        add(remarks, ZoneRemark.SPECIMEN, specimen());
        add(remarks, ZoneRemark.ISSUER_UNKNOWN, !document.issuerAssigned());
        add(
                remarks,
                ZoneRemark.NATIONALITY_UNKNOWN,
                !IssuingStates.isAssigned(document.nationality()));
        add(remarks, ZoneRemark.SEX_X, zone.replace("\n", "").charAt(document.form().sex()) == 'X');
        add(remarks, ZoneRemark.NAME_MAYBE_TRUNCATED, document.name().maybeTruncated());
        add(remarks, ZoneRemark.FILLERS_MISREAD, document.name().fillersMisread());
        add(remarks, ZoneRemark.NORMALISED, normalised);
        return remarks;
    }

    private static void add(Set<ZoneRemark> remarks, ZoneRemark remark, boolean applies) {
        if (applies) {
            remarks.add(remark);
        }
    }

    /// Of a date that is known in part the last day counts.
    private boolean expired(LocalDate today) {
        MrzDate date = document.expiry();
        if (!date.hasYear()) {
            return false;
        }
        YearMonth month = YearMonth.of(date.expiryYear(), date.month() == 0 ? 12 : date.month());
        int day = date.day() == 0 ? month.lengthOfMonth() : date.day();
        return month.atDay(Math.min(day, month.lengthOfMonth())).isBefore(today);
    }

    /// Words for a technician, free of content (clause 6).
    public String summary() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        fields.values().forEach(status -> counts.merge(status, 1, Integer::sum));
        String checks =
                switch (overall()) {
                    case VALID -> "all checks valid";
                    case PARTIAL, INVALID ->
                            counts.getOrDefault(Status.INVALID, 0) + " fields not valid";
                };
        return String.format(
                Locale.ROOT,
                "read %s, %s, %d repairs%s",
                document.form(),
                checks,
                repairs.size(),
                unread.isEmpty() ? "" : ", " + unread.size() + " columns unread");
    }

    /// Every field is content: never printed by accident.
    @Override
    public String toString() {
        return "ZoneReading[" + summary() + ", content withheld]";
    }
}
