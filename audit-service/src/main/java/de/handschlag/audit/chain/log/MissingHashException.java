package de.handschlag.audit.chain.log;

/** A hash that the size of the tree implies is not stored: rows were removed, or the size is wrong. */
public class MissingHashException extends RuntimeException {

    public MissingHashException(int level, long from, int count, int found) {
        super("of " + count + " hashes from " + from + " at tile level " + level + " only " + found + " are stored");
    }
}
