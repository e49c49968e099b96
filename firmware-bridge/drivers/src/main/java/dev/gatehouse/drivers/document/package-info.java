/// Stations of document readers at a serial line, `mrz-serial`. What a document says goes up as an
/// observation and nowhere else. Clause numbers are those of the fact sheet `document-reader.md`.
@NullMarked
package dev.gatehouse.drivers.document;

import org.jspecify.annotations.NullMarked;
