package de.handschlag.audit.keeping.retention;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** When payloads are erased; application.properties explains each. The classes' settings reach the database with the migrations. */
@ConfigMapping(prefix = "handschlag.retention")
interface RetentionSettings {

    OfClass consent();

    OfClass access();

    OfClass enforcement();

    OfClass control();

    Duration waitAfterPerson();

    Duration every();

    Duration rewriteEvery();

    /** Of one retention class. */
    interface OfClass {

        int months();

        String keptByNorm();
    }
}
