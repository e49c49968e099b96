/// The web console: one HTTPS page with the booth's live state, behind a pairing code. Reads
/// snapshots and decides nothing; never shows a plate, a name, a document or a lookout.
@NullMarked
package dev.gatehouse.booth.console;

import org.jspecify.annotations.NullMarked;
