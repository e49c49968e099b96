package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a portal's stream of octets held.
public sealed interface PortalInput {

    /// A line that was read, damaged ones included.
    record Line(PortalLine line) implements PortalInput {}

    /// A line that is none. Its octets are not kept, only what tells them from others (clause 7).
    ///
    /// @param reason for counters
    /// @param lengthBytes without the line end
    /// @param sha256 of the octets
    record Unreadable(RejectReason reason, long lengthBytes, Octets sha256) implements PortalInput {

        /// Of octets at hand.
        public static Unreadable of(RejectReason reason, byte[] octets) {
            return new Unreadable(reason, octets.length, Octets.of(newDigest().digest(octets)));
        }

        /// As evidence of a [dev.gatehouse.protocols.observation.RadiationReport]: the sum, then
        /// the length in eight octets.
        public Octets evidence() {
            return sha256.plus(
                    Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(lengthBytes).array()));
        }
    }

    /// The digest of what cannot be read.
    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
