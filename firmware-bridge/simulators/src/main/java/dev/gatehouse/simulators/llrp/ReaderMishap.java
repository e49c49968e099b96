package dev.gatehouse.simulators.llrp;

/// What may happen to a reader.
public enum ReaderMishap {
    /// Its supply dips in the middle of a report: connection, configuration and buffer are gone.
    RESTART,
    /// The network is gone for a while; it reads on.
    CONNECTION_LOST,
    /// It says that it will close, and closes.
    ANNOUNCED_CLOSE,
    /// The first antenna is torn off, or is there again.
    ANTENNA,
    /// An input changes.
    INPUT,
    /// Its buffer ran over.
    OVERFLOW,
    /// Its buffer fills.
    FILLING,
    /// It is too hot.
    EXCEPTION,
    /// Messages that are sound outside and nonsense inside.
    MALFORMED,
    /// Another client tries to connect.
    SECOND_CLIENT,
    /// It stops reading by itself.
    READING_ENDS,
    /// It says nothing any more, and does not close.
    SILENT
}
