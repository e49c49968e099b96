/// Hytera repeaters over IP: registrations, places, texts, calls and emergencies of their radios as
/// reports to the booth, and their bursts handed on. Receive-only and link upkeep alone unless
/// sending is permitted. The protocols authenticate nobody: a private network and configured
/// addresses are all there is.
@NullMarked
package dev.gatehouse.drivers.hytera;

import org.jspecify.annotations.NullMarked;
