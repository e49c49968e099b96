/// One conveyance through one lane: presence and reads fused, its checks gathered, its count
/// reconciled.
@NullMarked
package dev.gatehouse.core.passage;

import org.jspecify.annotations.NullMarked;
