package dev.gatehouse.protocols.homebrew;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// RPTK: SHA-256 of the salt's four octets as received and the password's octets. The salt is the
/// only freshness, and the hash has no key: who listens can guess passwords off line, so they must
/// be long and random.
///
/// @param id of the repeater
/// @param hash 32 octets
@SuppressWarnings("ArrayRecordComponent") // compared by isEqual alone
public record LoginProof(int id, byte[] hash) implements HomebrewMessage {

    static final int LENGTH = 40;
    private static final int ID_AT = 4;
    private static final int HASH_AT = 8;
    private static final int HASH_LENGTH = 32;

    public LoginProof {
        if (hash.length != HASH_LENGTH) {
            throw new IllegalArgumentException("login proof: expected 32 octets");
        }
    }

    /// The proof that answers a salt.
    public static LoginProof of(int id, int salt, byte[] password) {
        return new LoginProof(id, hash(salt, password));
    }

    private static byte[] hash(int salt, byte[] password) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ByteBuffer.allocate(HomebrewFields.ID_LENGTH).putInt(salt).array());
            return sha256.digest(password);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /// Whether this proves the password under a salt; takes the same time whatever differs.
    public boolean proves(int salt, byte[] password) {
        return MessageDigest.isEqual(hash, hash(salt, password));
    }

    static LoginProof read(byte[] datagram) {
        return new LoginProof(
                HomebrewFields.id(datagram, ID_AT),
                Arrays.copyOfRange(datagram, HASH_AT, HASH_AT + HASH_LENGTH));
    }

    @Override
    public byte[] encode() {
        return HomebrewFields.begin("RPTK", LENGTH).putInt(id).put(hash).array();
    }

    /// Without the hash, from which a weak password can be guessed.
    @Override
    public String toString() {
        return "LoginProof[withheld]";
    }
}
