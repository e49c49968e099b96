/// The booth's configuration: one validated record, read from TOML; an unknown key stops the start.
@NullMarked
package dev.gatehouse.booth.config;

import org.jspecify.annotations.NullMarked;
