package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.observation.ContactChange.Contact;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Contacts `gpio-contact`.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `watches` | `duress`, `tamper`, `door`, `mains-lost`, `on-battery`, `barrier-open` | none |
/// | `wired` | `normally-closed`: an open contact, and so a cut wire, is active; `normally-open` | normally-closed |
/// | `open_level` | the level of the line while the contact is open: `high` with a pull-up and the contact to ground, else `low` | high |
///
/// Duress and tamper are taken normally closed alone: otherwise a cut wire would be silence.
public final class ContactDriverProvider implements DriverProvider {

    private static final String WATCHES = "watches";
    private static final String WIRED = "wired";
    private static final String OPEN_LEVEL = "open_level";

    private static final Map<String, Contact> CONTACTS =
            new TreeMap<>(
                    Map.of(
                            "duress",
                            Contact.DURESS,
                            "tamper",
                            Contact.TAMPER,
                            "door",
                            Contact.DOOR,
                            "mains-lost",
                            Contact.MAINS_LOST,
                            "on-battery",
                            Contact.ON_BATTERY,
                            "barrier-open",
                            Contact.BARRIER_OPEN));

    @Override
    public DeviceKind kind() {
        return DeviceKind.CONTACT;
    }

    @Override
    public String format() {
        return "gpio-contact";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        if (!Set.of(WATCHES, WIRED, OPEN_LEVEL).containsAll(settings.keySet())) {
            throw new IllegalArgumentException(
                    "gpio-contact settings: expected only watches, wired, open_level");
        }
        Contact contact =
                Optional.ofNullable(CONTACTS.get(settings.getOrDefault(WATCHES, "")))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "gpio-contact setting watches: expected one of "
                                                + CONTACTS.keySet()));
        boolean closedAtRest = either(settings, WIRED, "normally-closed", "normally-open");
        boolean openIsHigh = either(settings, OPEN_LEVEL, "high", "low");
        if (!closedAtRest && (contact == Contact.DURESS || contact == Contact.TAMPER)) {
            throw new IllegalArgumentException(
                    "gpio-contact setting wired: expected normally-closed for duress and tamper: a cut wire must not be silence");
        }
        return new ContactDriver(deviceId, laneId, contact, closedAtRest == openIsHigh);
    }

    private static boolean either(
            Map<String, String> settings, String name, String first, String second) {
        String word = settings.getOrDefault(name, first);
        if (!word.equals(first) && !word.equals(second)) {
            throw new IllegalArgumentException(
                    "gpio-contact setting " + name + ": expected " + first + " or " + second);
        }
        return word.equals(first);
    }
}
