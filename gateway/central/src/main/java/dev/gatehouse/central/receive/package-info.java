/// Takes what booths send: verifies, opens, commits, and only then answers with a signed receipt.
@NullMarked
package dev.gatehouse.central.receive;

import org.jspecify.annotations.NullMarked;
