package de.handschlag.registry.sharingview;

/**
 * How far the sharing views were from what the topic says, in rows.
 *
 * @param missing     were not there
 * @param differing   said something else
 * @param surplus     are not in the topic at all
 * @param beyondTopic have a newer revision than the topic; they disclose nothing any more
 */
public record ViewDifferences(long missing, long differing, long surplus, long beyondTopic) {

    ViewDifferences plus(ViewDifferences other) {
        return new ViewDifferences(missing + other.missing, differing + other.differing, surplus + other.surplus,
                beyondTopic + other.beyondTopic);
    }
}
