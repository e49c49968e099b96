package dev.gatehouse.drivers;

/// Makes links of one scheme; found by `ServiceLoader`. One instance a booth process, so that links
/// may share a listener. To add a link: implement this, name it in `META-INF/services`.
public interface LinkProvider {

    /// Scheme in lower case, e.g. `http`.
    String scheme();

    /// Makes the link; it delivers nothing before its `open`.
    ///
    /// @throws IllegalArgumentException when the address cannot be used; the message says what was
    ///   expected
    Link create(LinkAddress address, LinkContext context);
}
