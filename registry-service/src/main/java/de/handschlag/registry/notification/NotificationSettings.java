package de.handschlag.registry.notification;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the feed and of obligations. */
@ConfigMapping(prefix = "handschlag.notification")
public interface NotificationSettings {

    /** How long an agency has to answer (R23). */
    @WithDefault("PT72H")
    Duration answerWithin();

    /**
     * How long a correction waits before its recipients are looked up. Longer than the freshness bound: a read that saw the
     * former value has been written down as a disclosure by then, or was refused.
     */
    @WithDefault("PT5S")
    Duration correctionDelay();

    /** Norms that caseworkers can name as those that oblige to keep a copy. */
    List<String> keepingNorms();
}
