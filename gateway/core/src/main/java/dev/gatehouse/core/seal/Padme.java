package dev.gatehouse.core.seal;

/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
/// PURBs", PETS 2019, section 4.2): a length leaks at most O(log log L) bits and grows by at most
/// 12 %.
final class Padme {

    private Padme() {}

    /// The padded length: at least `lengthBytes`, itself already padded.
    static int padded(int lengthBytes) {
        if (lengthBytes < 2) {
            return lengthBytes;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(lengthBytes);
        int mantissaBits = 32 - Integer.numberOfLeadingZeros(exponent);
        int mask = (1 << (exponent - mantissaBits)) - 1;
        return (lengthBytes + mask) & ~mask;
    }
}
