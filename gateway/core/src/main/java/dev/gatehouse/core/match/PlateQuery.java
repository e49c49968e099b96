package dev.gatehouse.core.match;

/// One read to be searched; reused from read to read so that a search allocates nothing. Owned by
/// one thread.
public final class PlateQuery {
    /// As `nowMs`: the time is not known, so no lookout is treated as expired.
    public static final long TIME_UNKNOWN = Long.MIN_VALUE;

    private static final long MINUTE_MS = 60_000;

    private long raw;
    private long folded;
    private long readMask;
    private int length;
    private int unread;
    private PlateForm.Status status = PlateForm.Status.NO_READ;
    private Jurisdiction jurisdiction = Jurisdiction.UNKNOWN;
    private boolean lowConfidence;
    private int nowMinute = Integer.MIN_VALUE;

    /// A read with a jurisdiction that is believed.
    ///
    /// @param nowMs milliseconds since the epoch, for the expiry of lookouts, or [#TIME_UNKNOWN]
    /// @return what can be done with the read; only [PlateForm.Status#READ] is searched
    public PlateForm.Status set(CharSequence plate, Jurisdiction issuedBy, long nowMs) {
        return set(plate, issuedBy, false, nowMs);
    }

    /// A read.
    ///
    /// @param jurisdictionDoubtful the reader was not sure of the jurisdiction: it is searched as
    ///   unknown too
    /// @param nowMs milliseconds since the epoch, for the expiry of lookouts, or [#TIME_UNKNOWN]
    /// @return what can be done with the read; only [PlateForm.Status#READ] is searched
    public PlateForm.Status set(
            CharSequence plate, Jurisdiction issuedBy, boolean jurisdictionDoubtful, long nowMs) {
        jurisdiction = issuedBy;
        lowConfidence = jurisdictionDoubtful;
        nowMinute = minuteOf(nowMs);
        return setRaw(PlateForm.pack(plate));
    }

    /// A packed raw form at an unknown time.
    PlateForm.Status setPacked(long packed, Jurisdiction issuedBy) {
        jurisdiction = issuedBy;
        lowConfidence = false;
        nowMinute = minuteOf(TIME_UNKNOWN);
        return setRaw(packed);
    }

    /// A packed raw form, and all else as another read has it.
    PlateForm.Status setLike(PlateQuery other, long packed) {
        jurisdiction = other.jurisdiction;
        lowConfidence = other.lowConfidence;
        nowMinute = other.nowMinute;
        return setRaw(packed);
    }

    private PlateForm.Status setRaw(long packed) {
        raw = packed;
        status = PlateForm.statusOf(raw);
        if (status == PlateForm.Status.READ) {
            length = PlateFold.length(raw);
            unread = PlateForm.unreadOf(raw);
            folded = PlateFold.fold(raw);
            readMask = PlateFold.readMask(raw);
        }
        return status;
    }

    /// What can be done with the read.
    public PlateForm.Status status() {
        return status;
    }

    /// Canonical text of the read; allocates.
    public String canonical() {
        return PlateForm.textOf(raw);
    }

    /// As set.
    public Jurisdiction jurisdiction() {
        return jurisdiction;
    }

    /// As set.
    public boolean jurisdictionDoubtful() {
        return lowConfidence;
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "PlateQuery[" + status + ", content withheld]";
    }

    /// Minute since the epoch that holds `ms`, within the range of an int.
    static int minuteOf(long ms) {
        return Math.clamp(Math.floorDiv(ms, MINUTE_MS), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    long raw() {
        return raw;
    }

    long folded() {
        return folded;
    }

    long readMask() {
        return readMask;
    }

    int length() {
        return length;
    }

    int unread() {
        return unread;
    }

    int nowMinute() {
        return nowMinute;
    }

    /// True when every partition must be asked.
    boolean anyJurisdiction() {
        return lowConfidence || !jurisdiction.isKnown();
    }
}
