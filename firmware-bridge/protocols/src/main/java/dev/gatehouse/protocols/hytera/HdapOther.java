package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;

/// A well-formed message of a service or opcode that this codec does not read: acknowledged below,
/// ignored and counted above.
///
/// @param service 0 to 127
/// @param opcode 16 bits
/// @param content as received
public record HdapOther(int service, int opcode, Octets content) implements HdapMessage {

    private static final int MAX_SERVICE = 0x7F;
    private static final int MAX_OPCODE = 0xFFFF;

    public HdapOther {
        if (service < 0 || service > MAX_SERVICE || opcode < 0 || opcode > MAX_OPCODE) {
            throw new IllegalArgumentException("HDAP: expected 7 bits of service, 16 of opcode");
        }
        if (content.length() > HdapFrame.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "HDAP: expected at most " + HdapFrame.MAX_PAYLOAD_BYTES + " octets");
        }
    }

    @Override
    public byte[] payload() {
        return content.toArray();
    }
}
