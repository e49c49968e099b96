package dev.gatehouse.booth.service;

import java.io.IOException;

/// Where notices for the service manager go (sd_notify(3)).
interface NoticeSink extends AutoCloseable {

    /// Sends one notice.
    ///
    /// @param notice lines `NAME=value`
    /// @throws IOException when the service manager did not get it
    void send(String notice) throws IOException;

    @Override
    void close();
}
