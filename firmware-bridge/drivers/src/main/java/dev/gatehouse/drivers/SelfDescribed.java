package dev.gatehouse.drivers;

import java.util.OptionalLong;

/// What a device said of itself, as far as its protocol has a word for it. Any thread.
public interface SelfDescribed {

    /// Version of what runs in it, as it said it: hostile text of any length; empty when unknown.
    default String firmware() {
        return "";
    }

    /// How far its own clock is ahead of the booth's, milliseconds, by the last message that had a
    /// time; the way of that message is within it. Empty when it has no clock or told no time, or
    /// the booth does not know the time itself.
    default OptionalLong clockAheadMs() {
        return OptionalLong.empty();
    }
}
