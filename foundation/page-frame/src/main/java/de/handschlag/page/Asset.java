package de.handschlag.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Style sheet or icon. Their addresses hold a hash of their content, so that a browser may keep them for ever and never shows a
 * page with those of yesterday.
 */
final class Asset {

    private static final byte[] CSS = read("handschlag.css");
    private static final byte[] SVG = read("handschlag.svg");

    static final String HASH = hash(CSS, SVG);
    static final String STYLESHEET = "/app/frame/" + HASH + "/handschlag.css";
    static final String ICON = "/app/frame/" + HASH + "/handschlag.svg";

    private static final Map<String, Asset> ASSETS = Map.of("handschlag.css", new Asset("text/css;charset=UTF-8", CSS),
            "handschlag.svg", new Asset("image/svg+xml", SVG));

    private final String type;
    private final byte[] content;
    private final byte[] packed;

    private Asset(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.packed = gzip(content);
    }

    /** Null if there is no such file. */
    static @Nullable Asset of(String file) {
        return ASSETS.get(file);
    }

    String type() {
        return type;
    }

    byte[] content() {
        return content.clone();
    }

    /** By gzip. */
    byte[] packed() {
        return packed.clone();
    }

    private static byte[] read(String file) {
        try (InputStream content = Asset.class.getResourceAsStream("/frame/" + file)) {
            if (content == null) {
                throw new IllegalStateException("page-frame lacks " + file);
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String hash(byte[]... contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
