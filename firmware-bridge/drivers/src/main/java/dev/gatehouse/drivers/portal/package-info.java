/// Stations of radiation portals: `portal-line`, `aspect-modbus`, and the driver `n42`. The portal
/// decides alarms: they are relayed at once, each first one of its kind in an occupancy, and
/// nothing here weakens, delays or repeals one. Clause numbers are those of the fact sheet
/// `radiation-portal.md`.
@NullMarked
package dev.gatehouse.drivers.portal;

import org.jspecify.annotations.NullMarked;
