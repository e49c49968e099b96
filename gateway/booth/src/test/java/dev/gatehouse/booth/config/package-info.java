/// Tests of the configuration.
@NullMarked
package dev.gatehouse.booth.config;

import org.jspecify.annotations.NullMarked;
