package dev.gatehouse.protocols.mmdvm;

/// Version of the host protocol, told by the version reply (section 4). Status and configuration
/// have another layout in each.
public enum ModemProtocol {
    V1(1),
    V2(2);

    private final int number;

    ModemProtocol(int number) {
        this.number = number;
    }

    /// Number in the version reply.
    public int number() {
        return number;
    }
}
