/// Radiation portals: the ASCII lines of pillar portals and the Modbus registers of Aspect portals.
/// Clause numbers are those of the fact sheet `radiation-portal.md`. A portal decides its alarms;
/// nothing here weakens one.
@NullMarked
package dev.gatehouse.protocols.portal;

import org.jspecify.annotations.NullMarked;
