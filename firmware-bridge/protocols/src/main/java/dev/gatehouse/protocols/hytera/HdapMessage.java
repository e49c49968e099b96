package dev.gatehouse.protocols.hytera;

import java.nio.ByteOrder;

/// What an HDAP frame says (sheet, sections 4 to 9); one sealed type a service.
public sealed interface HdapMessage permits Rrs, Lp, Tmp, Rcp, Tp, HdapOther {

    /// Service number without the reliable bit, 0 to 127.
    int service();

    /// 16 bits.
    int opcode();

    /// What stands between the length and the checksum.
    byte[] payload();

    /// RCP alone is little-endian throughout, opcode and length too.
    static ByteOrder order(int service) {
        return service == Rcp.SERVICE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
}
