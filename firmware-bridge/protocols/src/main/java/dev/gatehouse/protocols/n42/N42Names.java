package dev.gatehouse.protocols.n42;

/// Names and limits of the standard, and ours.
public final class N42Names {
    /// Every element of the 2011 edition.
    public static final String NAMESPACE = "http://physics.nist.gov/N42/2011/N42";

    /// The document itself.
    public static final String ROOT = "RadInstrumentData";

    /// Octets of a document.
    public static final int MAX_BYTES = 8 << 20;

    static final int MAX_DEPTH = 32;
    static final int MAX_ELEMENTS = 200_000;
    static final int MAX_ATTRIBUTES = 32;
    static final int MAX_NAME_CHARS = 256;
    static final int MAX_TEXT_CHARS = 2 << 20;
    static final int MAX_ATTRIBUTE_CHARS = 4_096;

    /// Characters of an id.
    static final int MAX_ID_CHARS = 256;

    /// Measurements, results and the like of one document that are kept; more are a refusal.
    static final int MAX_KEPT = 50_000;

    /// Detectors of one document, and sets of energy windows.
    static final int MAX_DETECTORS = 1_024;

    /// Characters of a text that is kept.
    static final int MAX_KEPT_CHARS = 256;

    private N42Names() {}
}
