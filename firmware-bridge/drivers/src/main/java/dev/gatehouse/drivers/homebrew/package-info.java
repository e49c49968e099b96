/// Homebrew masters and peers. There is no encryption and no authentication of messages after the
/// login: it belongs into a private network. Section numbers are those of the fact sheet
/// `homebrew.md`.
@NullMarked
package dev.gatehouse.drivers.homebrew;

import org.jspecify.annotations.NullMarked;
