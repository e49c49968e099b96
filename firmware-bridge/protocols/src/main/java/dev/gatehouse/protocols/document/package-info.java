/// Travel documents as readers give them: framings of the serial line, the machine readable zone of
/// ICAO Doc 9303, its check digits, and the repairs that check digits prove. Clause numbers are
/// those of the fact sheet `document-reader.md` unless the standard is named. A zone is content:
/// nothing here prints one.
@NullMarked
package dev.gatehouse.protocols.document;

import org.jspecify.annotations.NullMarked;
