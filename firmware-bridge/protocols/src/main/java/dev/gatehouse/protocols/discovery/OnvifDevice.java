package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.XmlElement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// What a device answers to GetDeviceInformation (ONVIF Core Specification, 8.3.1), and the
/// question.
///
/// @param manufacturer as the device says, like all of them; empty when it does not
/// @param model its name
/// @param firmware version
/// @param serial number
/// @param hardware id
public record OnvifDevice(
        String manufacturer, String model, String firmware, String serial, String hardware) {
    private static final String ANSWER = "GetDeviceInformationResponse";
    private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    private static final String SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TOKEN =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";

    public OnvifDevice {
        manufacturer = ShownText.of(manufacturer);
        model = ShownText.of(model);
        firmware = ShownText.of(firmware);
        serial = ShownText.of(serial);
        hardware = ShownText.of(hardware);
    }

    /// Reads the body of an HTTP answer.
    public static Decoded<OnvifDevice> decode(byte[] octets) {
        try {
            XmlElement answer = SoapText.content(SoapText.read(octets), ANSWER);
            return Decoded.message(
                    new OnvifDevice(
                            answer.textAt("Manufacturer"),
                            answer.textAt("Model"),
                            answer.textAt("FirmwareVersion"),
                            answer.textAt("SerialNumber"),
                            answer.textAt("HardwareId")));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /// The answer as a device writes it.
    public byte[] encode() {
        return ("<s:Envelope xmlns:s=\"%s\" xmlns:tds=\"%s\"><s:Body><tds:%s>"
                        + "<tds:Manufacturer>%s</tds:Manufacturer><tds:Model>%s</tds:Model>"
                        + "<tds:FirmwareVersion>%s</tds:FirmwareVersion>"
                        + "<tds:SerialNumber>%s</tds:SerialNumber>"
                        + "<tds:HardwareId>%s</tds:HardwareId></tds:%s></s:Body></s:Envelope>")
                .formatted(
                        SOAP,
                        DEVICE,
                        ANSWER,
                        SoapText.escaped(manufacturer),
                        SoapText.escaped(model),
                        SoapText.escaped(firmware),
                        SoapText.escaped(serial),
                        SoapText.escaped(hardware),
                        ANSWER)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The question, with a name and the digest of a password (WS-Security UsernameToken 1.0): the
    /// password itself never travels.
    ///
    /// @param nonce random, used once
    /// @param created now
    public static byte[] request(String user, String password, byte[] nonce, Instant created) {
        String at = created.truncatedTo(ChronoUnit.SECONDS).toString();
        ByteArrayOutputStream proof = new ByteArrayOutputStream();
        proof.writeBytes(nonce);
        proof.writeBytes(at.getBytes(StandardCharsets.UTF_8));
        proof.writeBytes(password.getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        return ("<s:Envelope xmlns:s=\"%s\"><s:Header><wsse:Security xmlns:wsse=\"%s\" xmlns:wsu=\"%s\">"
                        + "<wsse:UsernameToken><wsse:Username>%s</wsse:Username>"
                        + "<wsse:Password Type=\"%s\">%s</wsse:Password>"
                        + "<wsse:Nonce>%s</wsse:Nonce><wsu:Created>%s</wsu:Created>"
                        + "</wsse:UsernameToken></wsse:Security></s:Header><s:Body>"
                        + "<tds:GetDeviceInformation xmlns:tds=\"%s\"/></s:Body></s:Envelope>")
                .formatted(
                        SOAP,
                        SECURITY,
                        UTILITY,
                        SoapText.escaped(user),
                        TOKEN,
                        base64.encodeToString(sha1(proof.toByteArray())),
                        base64.encodeToString(nonce),
                        at,
                        DEVICE)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The digest that the profile prescribes.
    private static byte[] sha1(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
