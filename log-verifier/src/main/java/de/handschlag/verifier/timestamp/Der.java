package de.handschlag.verifier.timestamp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One element of DER (X.690), inside of the bytes that it was read from. Lengths are definite, as DER wants them.
 *
 * @param start   position of the tag
 * @param content position of the first byte after the length
 * @param end     position after the last byte
 */
record Der(byte[] bytes, int start, int content, int end) {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    /** Constructed, context-specific, number 0. */
    static final int CONTEXT_0 = 0xa0;

    private static final int LONG_FORM = 0x80;

    /** @throws IllegalArgumentException if it is not one element from the first byte to the last */
    static Der parse(byte[] bytes) {
        Der element = at(bytes, 0, bytes.length);
        require(element.end == bytes.length, "bytes after the last element");
        return element;
    }

    private static Der at(byte[] bytes, int start, int limit) {
        require(limit - start >= 2, "an element ends early");
        int length = bytes[start + 1] & 0xff;
        int content = start + 2;
        if (length >= LONG_FORM) {
            int count = length - LONG_FORM;
            require(count >= 1 && count <= 3 && limit - content >= count, "a length that is none");
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | bytes[content++] & 0xff;
            }
        }
        require(length <= limit - content, "an element ends early");
        return new Der(bytes, start, content, content + length);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    int tag() {
        return bytes[start] & 0xff;
    }

    /** This element, which has to be of a type. */
    Der as(int tag) {
        require(tag() == tag, "an element of another type was expected");
        return this;
    }

    List<Der> children() {
        List<Der> children = new ArrayList<>();
        for (int at = content; at < end;) {
            Der child = at(bytes, at, end);
            children.add(child);
            at = child.end;
        }
        return children;
    }

    /** The child at this position, which has to be there and of this type. */
    Der child(int position, int tag) {
        List<Der> children = children();
        require(position < children.size(), "an element is missing");
        return children.get(position).as(tag);
    }

    byte[] value() {
        return Arrays.copyOfRange(bytes, content, end);
    }

    /** With tag and length. */
    byte[] encoded() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    BigInteger integer() {
        as(INTEGER);
        require(end > content, "a number without digits");
        return new BigInteger(value());
    }

    /** In dotted form. */
    String objectIdentifier() {
        as(OBJECT_IDENTIFIER);
        StringBuilder dotted = new StringBuilder();
        long arc = 0;
        for (int at = content; at < end; at++) {
            require(arc < 1L << 48, "an identifier with an arc that is too large");
            arc = arc << 7 | bytes[at] & 0x7f;
            if (bytes[at] >= 0) {
                dotted.append(dotted.isEmpty()
                        ? Math.min(arc / 40, 2) + "." + (arc - 40 * Math.min(arc / 40, 2))
                        : "." + arc);
                arc = 0;
            }
        }
        return dotted.toString();
    }
}
