package dev.gatehouse.protocols.mmdvm;

/// Text that came from a modem: ASCII, everything else replaced, so that it may be shown and
/// logged.
final class Printable {

    private Printable() {}

    /// The octets from `from` up to a NUL or the end.
    static String text(byte[] octets, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < octets.length && octets[i] != 0; i++) {
            boolean shown = octets[i] >= ' ' && octets[i] <= '~';
            text.append(shown ? (char) octets[i] : '.');
        }
        return text.toString();
    }
}
