/// A small secret state that outlives a power cut: one encrypted file, a snapshot and its changes.
@NullMarked
package dev.gatehouse.core.vault;

import org.jspecify.annotations.NullMarked;
