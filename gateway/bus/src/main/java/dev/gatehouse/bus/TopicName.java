package dev.gatehouse.bus;

/// One concrete topic, taken apart.
///
/// @param topic its entry in the table
/// @param booth bus name or pseudonym
/// @param id lane, badge or device, as [Topic#shape()] says; empty when the shape has none
public record TopicName(Topic topic, String booth, String id) {

    public TopicName {
        Topics.requireId("booth", booth);
        if (topic.shape().indexOf('{') >= 0) {
            Topics.requireId("identifier", id);
        } else if (!id.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected no identifier in topic " + topic + ", found one");
        }
    }

    /// The topic as it goes over the wire.
    @Override
    public String toString() {
        return Topics.address(topic, booth, id);
    }
}
