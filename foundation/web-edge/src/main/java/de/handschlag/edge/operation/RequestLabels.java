package de.handschlag.edge.operation;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;

/**
 * Labels of the metrics about requests. An address is named by its template; one that none of ours fits, a refused one included,
 * is {@value #OTHER}: as it was called it may hold a case reference, and each would be a time series for ever. The shared
 * settings have the binder say so from the start ({@code match-patterns}); here the template comes in where there is one.
 */
@Singleton
class RequestLabels implements HttpServerMetricsTagsContributor {

    /** What is not named; also in the shared settings. */
    static final String OTHER = "OTHER";

    /** Where the framework keeps the template of the operation that it found. */
    private static final String TEMPLATE = "UrlPathTemplate";

    @Override
    public Tags contribute(Context request) {
        String template = request.requestContextLocalData(TEMPLATE);
        return Tags.of("uri", template == null ? OTHER : template);
    }

    /** A method can be any word that a client makes up. */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String method = id.getName().startsWith("http.server.") ? id.getTag("method") : null;
                return method == null ? id : id.withTag(Tag.of("method", KnownMethods.nameOf(method)));
            }
        };
    }
}
