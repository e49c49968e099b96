/// Follows the journal and delivers it to central; only a signed receipt moves the cursor.
@NullMarked
package dev.gatehouse.booth.uplink;

import org.jspecify.annotations.NullMarked;
