package de.handschlag.consent.receipt;

import java.net.URI;
import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** What receipts need beyond the record; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.receipt")
interface ReceiptSettings {

    /** Where persons reach this service: its scheme, host and port, without a path. */
    URI address();

    /** Holds the key that signs, and those that signed before. */
    Path keyFile();
}
