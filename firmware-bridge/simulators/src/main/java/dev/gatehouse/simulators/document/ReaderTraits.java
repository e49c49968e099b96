package dev.gatehouse.simulators.document;

import dev.gatehouse.protocols.document.SwipeFraming;

/// What a simulated document reader does.
///
/// @param seed fixes everything
/// @param framing of its line
/// @param pauseMs between two documents, 200 to 3,600,000
/// @param baud of its line, 1,200 to 115,200: octets come at that pace
/// @param noiseShare of the swipes with noise before them, 0 to 1
/// @param truncatedShare of the swipes that lose their end, 0 to 1
/// @param doubleShare of the documents that are swiped twice, 0 to 1
/// @param misreadShare of the swipes in which a character is taken for one that looks like it, 0 to
///   1
/// @param unreadableShare of the swipes that the reader gives up, 0 to 1
/// @param specimens whether all documents are specimens, which a technician may see
public record ReaderTraits(
        long seed,
        SwipeFraming framing,
        long pauseMs,
        int baud,
        double noiseShare,
        double truncatedShare,
        double doubleShare,
        double misreadShare,
        double unreadableShare,
        boolean specimens) {

    public ReaderTraits {
        if (pauseMs < 200 || pauseMs > 3_600_000 || baud < 1_200 || baud > 115_200) {
            throw new IllegalArgumentException(
                    "document reader: expected a pause of 200..3,600,000 ms and 1,200..115,200 baud");
        }
        for (double share :
                new double[] {
                    noiseShare, truncatedShare, doubleShare, misreadShare, unreadableShare
                }) {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("document reader: expected shares of 0..1");
            }
        }
    }

    /// Everything is read well.
    public static ReaderTraits usual(long seed, SwipeFraming framing) {
        return new ReaderTraits(seed, framing, 5_000, 9_600, 0, 0, 0, 0, 0, true);
    }
}
