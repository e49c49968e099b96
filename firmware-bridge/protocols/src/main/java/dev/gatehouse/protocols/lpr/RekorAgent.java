package dev.gatehouse.protocols.lpr;

/// Who sent a message and which of its cameras saw it; identity, never a secret (plate reader
/// sheet, section 5).
///
/// @param companyId, agentUid, agentType, agentVersion as sent, empty when absent
/// @param cameraId 0 when absent
public record RekorAgent(
        String companyId, String agentUid, String agentType, String agentVersion, long cameraId) {

    static final int MAX_IDENTITY_CHARS = 64;

    /// `agent_uid/camera_id`, cut at 64 characters.
    public String cameraIdentity() {
        String identity = agentUid + "/" + cameraId;
        return identity.length() <= MAX_IDENTITY_CHARS
                ? identity
                : identity.substring(0, MAX_IDENTITY_CHARS);
    }

    static RekorAgent from(JsonValue.Struct root) {
        return new RekorAgent(
                root.text("company_id"),
                root.text("agent_uid"),
                root.text("agent_type"),
                root.text("agent_version"),
                root.whole("camera_id").orElse(0));
    }

    void write(JsonWriter to) {
        to.text("company_id", companyId)
                .text("agent_uid", agentUid)
                .text("agent_type", agentType)
                .text("agent_version", agentVersion)
                .whole("camera_id", cameraId);
    }
}
