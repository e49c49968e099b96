package dev.gatehouse.drivers.dispatch;

/// What a system may and can send.
///
/// @param permitted the configuration names an authorised frequency and switches transmit on
/// @param longestText characters of one text
/// @param textsPerMinute of the system as a whole
public record DispatchSending(boolean permitted, int longestText, int textsPerMinute) {

    public DispatchSending {
        if (longestText < 1 || textsPerMinute < 1) {
            throw new IllegalArgumentException("sending: expected limits of 1 or more");
        }
    }
}
