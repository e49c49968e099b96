package dev.gatehouse.drivers.llrp;

import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Received;

/// The way out of the machine of a reader; nothing here blocks.
interface LlrpOut {

    /// Puts a message on its way; false when the link does not take it.
    boolean send(byte[] octets);

    /// Ends the connection; another one comes after a pause of the link's own.
    void reopen(String reason);

    /// Ends the connection; another one comes after this pause.
    void reopen(String reason, long pauseMs);

    /// A tag was seen.
    void sighting(TagSightings.Sighting sighting);

    /// Something about the reader's health.
    void notice(DeviceNotice notice, Received at);

    /// A request was refused, for the log.
    ///
    /// @param code of the status
    /// @param parameter type of the innermost parameter that the reader named, 0 for none
    void refused(SetupStep step, int code, int parameter);
}
