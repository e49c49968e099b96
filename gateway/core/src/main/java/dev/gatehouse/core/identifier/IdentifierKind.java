package dev.gatehouse.core.identifier;

import dev.gatehouse.protocols.document.MrzForm;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Kinds of identifier, each with its form and its check (fact sheet of lookout matching, sections
/// 1 and 2). Comparison is on canonical forms of the same [#comparedAs].
public enum IdentifierKind {
    /// Plate, with its jurisdiction before a colon when that is known; no check. State law, ISO
    /// 3166-2.
    PLATE(ConveyanceRules::plate),
    /// Vehicle identification number, ISO 3779; its check digit binds makers of North America, 49
    /// CFR 565.15.
    VIN(ConveyanceRules::vin),
    /// Freight container, ISO 6346.
    ISO6346(ConveyanceRules::container),
    /// Ship, IMO A.1117(30).
    IMO_SHIP(ConveyanceRules::imoShip),
    /// Shipping company or registered owner, IMO MSC.160(78). Some numbers pass the ship's rule
    /// too, so the kind comes from the field and never from the digits.
    IMO_COMPANY(ConveyanceRules::imoCompany),
    /// Rail vehicle of twelve digits, UIC 438-2 and EN 15877.
    UIC_WAGON(ConveyanceRules::uicWagon),
    /// North American rail car: reporting mark and number, AAR; no check.
    AAR_CAR(ConveyanceRules::aarCar),
    /// Maritime mobile service identity, ITU-R M.585; no check.
    MMSI(ConveyanceRules::mmsi),
    /// Ship's or aircraft's call sign, ITU Radio Regulations, article 19; no check.
    CALL_SIGN(ConveyanceRules::callSign),
    /// Aircraft registration mark, ICAO Annex 7; no check.
    AIRCRAFT_MARK(ConveyanceRules::aircraftMark),
    /// Aircraft address of 24 bits, ICAO Annex 10, volume III, chapter 9; no check.
    AIRCRAFT_ADDRESS(ConveyanceRules::aircraftAddress),
    /// Air waybill, IATA Resolution 600a.
    AWB(GoodsRules::airWaybill),
    /// Cargo control number, the carrier's code first, CBSA Memorandum D3-1-1; no check.
    CARGO_CONTROL(GoodsRules::cargoControl),
    /// Bill of lading; no check.
    BILL_OF_LADING(GoodsRules::billOfLading),
    /// Harmonized System code or a national one under it, two digits a step; a listed code stands
    /// for all codes under it.
    HS_CODE(GoodsRules::hsCode),
    /// Serial number of goods; no check.
    SERIAL(GoodsRules::serial),
    /// Legal entity identifier, ISO 17442 with ISO/IEC 7064 MOD 97-10.
    LEI(PartyRules::lei),
    /// Canadian business number, or a program account under it; the first nine digits are the
    /// business, the rest is its role.
    CA_BN(PartyRules::businessNumber),
    /// Standard carrier alpha code, NMFTA; no check.
    SCAC(PartyRules::scac),
    /// Carrier code of customs, CBSA: four characters; no check.
    CARRIER_CODE(PartyRules::carrierCode),
    /// Number of a motor carrier, FMCSA; no check.
    USDOT(PartyRules::usdot),
    /// Travel document as typed or listed: `issuer:number`, or the number alone; no check without
    /// the zone. ICAO Doc 9303-3.
    DOCUMENT(DocumentRules::document),
    /// Machine readable zone of a card, ICAO Doc 9303-5.
    MRZ_TD1(MrzForm.TD1),
    /// Machine readable zone of a larger card, ICAO Doc 9303-6.
    MRZ_TD2(MrzForm.TD2),
    /// Machine readable zone of a passport, ICAO Doc 9303-4.
    MRZ_TD3(MrzForm.TD3),
    /// Machine readable zone of a full-size visa, ICAO Doc 9303-7.
    MRZ_MRVA(MrzForm.MRVA),
    /// Machine readable zone of a small visa, ICAO Doc 9303-7.
    MRZ_MRVB(MrzForm.MRVB),
    /// Mobile equipment, 3GPP TS 23.003, clause 6 and annex B.
    IMEI(DeviceRules::imei),
    /// Transponder or tag, such as an EPC in hexadecimal digits; no check.
    TRANSPONDER(DeviceRules::transponder),
    /// Radio of 24 bits, ETSI TS 102 361-1, annex A; no check.
    RADIO_ID(DeviceRules::radioId);

    /// Longest input looked at; a longer one is malformed.
    public static final int MAX_INPUT_CHARS = 256;

    private static final Map<String, IdentifierKind> BY_NAME = new HashMap<>();

    static {
        for (IdentifierKind kind : values()) {
            BY_NAME.put(kind.name().replace("_", ""), kind);
        }
        BY_NAME.put("MRVA", MRZ_MRVA);
        BY_NAME.put("MRVB", MRZ_MRVB);
        BY_NAME.put("TD1", MRZ_TD1);
        BY_NAME.put("TD2", MRZ_TD2);
        BY_NAME.put("TD3", MRZ_TD3);
        BY_NAME.put("CONTAINER", ISO6346);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a static method, which holds nothing
    private final IdentifierRule rule;

    private final Optional<MrzForm> zone;

    IdentifierKind(IdentifierRule rule) {
        this.rule = rule;
        zone = Optional.empty();
    }

    IdentifierKind(MrzForm zone) {
        rule = DocumentRules::zone;
        this.zone = Optional.of(zone);
    }

    /// The kind of this name, in any case, with or without `_` and `-`.
    public static Optional<IdentifierKind> ofName(String name) {
        if (name.length() > MAX_INPUT_CHARS) {
            return Optional.empty();
        }
        String plain = name.strip().toUpperCase(Locale.ROOT).replace("_", "").replace("-", "");
        return Optional.ofNullable(BY_NAME.get(plain));
    }

    /// Applies form and check. Takes any text and throws nothing.
    public CheckedIdentifier check(String input) {
        if (input.length() > MAX_INPUT_CHARS) {
            return CheckedIdentifier.malformed(
                    this,
                    input,
                    "expected at most " + MAX_INPUT_CHARS + " characters, found " + input.length());
        }
        return rule.check(this, input);
    }

    /// The form of machine readable zone, if it is one.
    public Optional<MrzForm> zone() {
        return zone;
    }

    /// The kind that canonical forms of this one are compared as: a zone identifies a document.
    public IdentifierKind comparedAs() {
        return zone.isPresent() ? DOCUMENT : this;
    }

    /// Whether a reading without a right check is also searched by look-alikes and one edit (fact
    /// sheet, section 8): nothing else is.
    public boolean isSearchedByEdit() {
        return this == VIN || comparedAs() == DOCUMENT;
    }
}
