package de.handschlag.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

import io.quarkus.qute.TemplateExtension;

/**
 * A QR code as an SVG path, sharp on paper and without a request for a picture.
 *
 * @param size modules in a row, the quiet zone included
 * @param path of squares of one unit
 */
public record QrCode(int size, String path) {

    /** For the tag {@code qr}: {@code {text.qrCode}}. */
    @TemplateExtension
    public static QrCode qrCode(String text) {
        try {
            BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
            StringBuilder path = new StringBuilder();
            for (int row = 0; row < modules.getHeight(); row++) {
                for (int column = 0; column < modules.getWidth(); column++) {
                    if (modules.get(column, row)) {
                        path.append('M').append(column).append(' ').append(row).append("h1v1h-1z");
                    }
                }
            }
            return new QrCode(modules.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("this text is too long for a QR code", e);
        }
    }
}
