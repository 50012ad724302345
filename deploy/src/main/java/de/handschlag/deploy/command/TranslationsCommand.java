package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.translation.Translations;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives the texts of pages to translators as a table, and takes it back. */
@Command(name = "deploy/translations", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Exports the texts of pages in one language as a table, or imports what a translator made of it.", description = {
        "",
        "A spreadsheet opens the table (CSV, UTF-8). A line whose state is set to approved counts as approved by the person "
                + "named with --by, as long as neither the German text nor its translation is touched. Build and start anew "
                + "afterwards.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done",
                "1:the table is refused and nothing was changed, or a file cannot be read or written",
                "2:an option that is unknown, missing or cannot be followed"})
public final class TranslationsCommand implements Callable<Integer> {

    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    /** What is to be done. */
    enum Direction {
        EXPORT,
        IMPORT
    }

    @Parameters(index = "0", paramLabel = "export|import", description = "What is to be done.")
    private @Nullable Direction direction;

    @Parameters(index = "1", paramLabel = "TABLE", description = "The file.")
    private @Nullable Path table;

    @Option(names = "--language", paramLabel = "TAG", required = true, description = "Language of the texts, for instance tr or de-simple.")
    private @Nullable String language;

    @Option(names = "--by", paramLabel = "NAME", description = "Full name of whoever approved the lines marked so; for import.")
    private @Nullable String by;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TranslationsCommand()).setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        if (direction == null || table == null || language == null) {
            throw new IllegalStateException("picocli requires them");
        }
        try {
            Translations translations = new Translations(ProjectLayout.find().root(), language);
            return switch (direction) {
                case EXPORT -> exported(translations, table);
                case IMPORT -> imported(translations, table);
            };
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return MISUSED;
        } catch (StackException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            return REFUSED;
        }
    }

    private int exported(Translations translations, Path to) {
        out.printf("Written to %s; drafts: %d%n", to, translations.exportTo(to));
        return 0;
    }

    private int imported(Translations translations, Path from) {
        if (by == null) {
            System.err.println("Say with --by who approved the lines.");
            return MISUSED;
        }
        List<String> faults = translations.importFrom(from, by, LocalDate.now(ZoneId.systemDefault()).toString());
        faults.forEach(System.err::println);
        out.println(faults.isEmpty() ? "Taken in. Build and start anew to see it." : "Nothing was changed.");
        return faults.isEmpty() ? 0 : REFUSED;
    }
}
