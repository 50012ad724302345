package de.handschlag.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.runtime.MessageBundleRecorder.BundleContext;
import io.quarkus.runtime.Startup;

/** In which languages pages have texts that nobody has approved yet. German and plain German are originals. */
@ApplicationScoped
@Startup // A status file that cannot be read stops the start.
class TextStatus {

    private static final Set<PageLanguage> ORIGINALS = Set.of(PageLanguage.GERMAN, PageLanguage.PLAIN_GERMAN);

    private final Set<PageLanguage> drafts = EnumSet.noneOf(PageLanguage.class);

    TextStatus(BundleContext bundles) {
        TextApprovals approvals = new TextApprovals();
        files("messages/status.csv").forEach(file -> approvals.read(lines(file)));
        Collection<String> names = bundles.getBundleInterfaces().keySet();
        for (PageLanguage language : PageLanguage.values()) {
            if (!ORIGINALS.contains(language)
                    && names.stream().anyMatch(bundle -> hasDraft(bundle, language, approvals))) {
                drafts.add(language);
            }
        }
    }

    boolean isDraft(PageLanguage language) {
        return drafts.contains(language);
    }

    private static boolean hasDraft(String bundle, PageLanguage language, TextApprovals approvals) {
        Map<String, String> german = texts(bundle, PageLanguage.GERMAN);
        return texts(bundle, language).entrySet().stream().anyMatch(text -> !approvals.isApproved(bundle,
                language.tag(), text.getKey(), german.get(text.getKey()), text.getValue()));
    }

    /** Empty if the bundle has no file in this language: then the page is German there, and says so. */
    private static Map<String, String> texts(String bundle, PageLanguage language) {
        return files("messages/" + bundle + "_" + language.tag().replace('-', '_') + ".properties").stream().limit(1)
                .flatMap(file -> lines(file).stream()).filter(line -> line.indexOf('=') > 0).collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    private static List<URL> files(String name) {
        try {
            return Collections.list(Thread.currentThread().getContextClassLoader().getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static List<String> lines(URL file) {
        try (InputStream content = file.openStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
