package de.handschlag.consent.receipt;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What receipts need beyond the record; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.receipt")
interface ReceiptSettings {

    /** Where persons reach this service: its scheme, host and port, without a path. */
    URI address();

    /** Holds the key that signs, and those that signed before. */
    Path keyFile();

    /** In which points in time are shown on paper: that of the pages. */
    @WithDefault("${handschlag.pages.time-zone:Europe/Berlin}")
    ZoneId timeZone();
}
