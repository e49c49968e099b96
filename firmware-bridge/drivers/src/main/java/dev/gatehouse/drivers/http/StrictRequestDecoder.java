package dev.gatehouse.drivers.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// Netty's decoder without its forgiveness: a request with both lengths, which two parsers may cut
/// at two places (RFC 9112, 6.3 and 11.2), is malformed.
final class StrictRequestDecoder extends HttpRequestDecoder {

    private static final int STEP_BYTES = 16 << 10;

    StrictRequestDecoder(HttpLimits limits) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.maxLineBytes())
                        .setMaxHeaderSize(limits.maxHeaderBytes())
                        .setMaxChunkSize(STEP_BYTES)
                        .setValidateHeaders(true)
                        .setStrictLineParsing(true)
                        .setAllowDuplicateContentLengths(false));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }

    /// Bytes of a next request have arrived that are not yet one.
    boolean holdsPart() {
        return actualReadableBytes() > 0;
    }
}
