package de.handschlag.audit.asking.export;

import io.smallrye.config.ConfigMapping;

/** Bounds of filtered exports. */
@ConfigMapping(prefix = "handschlag.export")
interface ExportSettings {

    /** How many entries one filtered export holds at most. */
    int maxEntries();
}
