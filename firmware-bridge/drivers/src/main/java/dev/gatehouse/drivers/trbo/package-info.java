/// Motorola radios over UDP: registrations (ARS), texts (TMS) and places (LRRP) as reports to the
/// booth. A radio is its IP address; nothing proves it, so a private network is a must. Nothing is
/// sent unless sending is permitted, for every datagram to a radio goes on the air.
@NullMarked
package dev.gatehouse.drivers.trbo;

import org.jspecify.annotations.NullMarked;
