/**
 * What must not differ between the services: their common settings, in {@code META-INF/microprofile-config.properties}, how database
 * sessions are opened that no pool opens, and the one clock. To be on the class path is enough.
 */
@NullMarked
package de.handschlag.settings;

import org.jspecify.annotations.NullMarked;
