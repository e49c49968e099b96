/// Tests of the wire schema itself.
@NullMarked
package dev.gatehouse.proto;

import org.jspecify.annotations.NullMarked;
