package de.handschlag.page;

import java.net.URI;
import java.time.ZoneId;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the pages of a service. */
@ConfigMapping(prefix = "handschlag.pages")
interface PageSettings {

    /** Whom the service's pages are for. */
    Face face();

    /** Where "leave quickly" leads: a page that anybody may have open. */
    @WithDefault("https://www.dwd.de/")
    URI leaveTo();

    /** In which points in time are shown. */
    @WithDefault("Europe/Berlin")
    ZoneId timeZone();
}
