/// The booth's command line.
@NullMarked
package dev.gatehouse.booth;

import org.jspecify.annotations.NullMarked;
