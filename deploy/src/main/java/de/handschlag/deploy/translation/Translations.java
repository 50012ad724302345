package de.handschlag.deploy.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

import de.handschlag.deploy.local.StackException;

/**
 * The texts of one language as a table with a line for each: bundle, key, the German text, its translation and whether that is
 * approved. What comes back is taken whole or not at all.
 */
public final class Translations {

    static final String APPROVED = "approved";
    static final String DRAFT = "draft";
    private static final String[] COLUMNS = {"bundle", "key", "german", "text", "state"};
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]\\w*)}");
    private static final Pattern MARKUP = Pattern.compile("[<>\\r\\n]");
    private static final Pattern NAME = Pattern.compile("[^,\\r\\n]*\\p{L}[^,\\r\\n]*");

    private final List<MessageFolder> folders;
    private final String tag;

    /**
     * The texts of a language.
     *
     * @param root the project's directory
     * @param tag  BCP 47 tag as the files have it, {@code de-simple} for plain German
     * @throws IllegalArgumentException if there is no text in this language
     */
    public Translations(Path root, String tag) {
        this.folders = MessageFolder.of(root);
        this.tag = tag;
        if (folders.stream().noneMatch(folder -> folder.has(tag))) {
            throw new IllegalArgumentException(
                    "There is no text in the language " + tag + "; a language's tag is such as tr or de-simple.");
        }
    }

    /**
     * Writes the table and returns how many of its texts are drafts. Bundles that have no file in this language are left out.
     *
     * @throws StackException if a file cannot be read or written
     */
    public int exportTo(Path table) {
        int drafts = 0;
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(table),
                CSVFormat.RFC4180.builder().setHeader(COLUMNS).get())) {
            for (MessageFolder folder : folders) {
                for (String bundle : folder.bundles()) {
                    Map<String, String> texts = folder.texts(bundle, tag);
                    for (Map.Entry<String, String> german : folder.texts(bundle, "de").entrySet()) {
                        String text = texts.get(german.getKey());
                        if (text != null) {
                            boolean approved = folder.isApproved(bundle, tag, german.getKey(), german.getValue(), text);
                            drafts += approved ? 0 : 1;
                            printer.printRecord(bundle, german.getKey(), german.getValue(), text,
                                    approved ? APPROVED : DRAFT);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new TextFileException(table, e);
        }
        return drafts;
    }

    /**
     * Takes a table in, with its changed texts; those whose state is {@code approved} count as approved by this person from now on.
     *
     * @param who  full name of whoever read both texts of each line
     * @param when day, as {@code 2026-11-29}
     * @return what is wrong with it, by line; then nothing was changed. Empty if it was taken in
     * @throws StackException if a file cannot be read or written
     */
    public List<String> importFrom(Path table, String who, String when) {
        if (!NAME.matcher(who).matches()) {
            return List.of("A name without commas is expected: " + who);
        }
        List<CSVRecord> lines = read(table);
        List<String> faults = new ArrayList<>();
        lines.forEach(line -> faults.addAll(faultsOf(line)));
        if (faults.isEmpty()) {
            folders.forEach(folder -> take(folder, lines, who, when));
        }
        return faults;
    }

    private void take(MessageFolder folder, List<CSVRecord> lines, String who, String when) {
        List<MessageFolder.Approval> approved = new ArrayList<>();
        for (String bundle : folder.bundles()) {
            List<CSVRecord> ofBundle = lines.stream().filter(line -> line.get("bundle").equals(bundle)).toList();
            Map<String, String> texts = new LinkedHashMap<>(folder.texts(bundle, tag));
            ofBundle.forEach(line -> texts.put(line.get("key"), line.get("text").strip()));
            if (!ofBundle.isEmpty()) {
                folder.write(bundle, tag, texts);
            }
            ofBundle.stream().filter(line -> line.get("state").equals(APPROVED))
                    .map(line -> new MessageFolder.Approval(bundle, tag, line.get("key"), line.get("german"),
                            line.get("text").strip()))
                    .filter(one -> !folder.isApproved(bundle, tag, one.key(), one.german(), one.text()))
                    .forEach(approved::add);
        }
        if (!approved.isEmpty()) {
            folder.approve(approved, who, when);
        }
    }

    private List<String> faultsOf(CSVRecord line) {
        String where = "Line " + (line.getRecordNumber() + 1) + ": ";
        if (!line.isConsistent()) {
            return List.of(where + "not " + COLUMNS.length + " columns");
        }
        String bundle = line.get("bundle");
        String key = line.get("key");
        String text = line.get("text").strip();
        List<String> faults = new ArrayList<>();
        List<MessageFolder> having = folders.stream().filter(folder -> folder.texts(bundle, tag).containsKey(key))
                .toList();
        if (having.isEmpty()) {
            return List.of(where + "there is no text " + key + " in " + bundle + " in this language");
        }
        if (!line.get("german").equals(having.getFirst().texts(bundle, "de").get(key))) {
            faults.add(where + "the German text of " + key + " has changed since; export anew");
        }
        if (text.isEmpty() || MARKUP.matcher(text).find()) {
            faults.add(where + "empty, more than one line, or with the signs < or >");
        }
        if (!placeholders(text).equals(placeholders(line.get("german")))) {
            faults.add(where + "the words in braces must be those of the German text: "
                    + placeholders(line.get("german")));
        }
        if (!Set.of(APPROVED, DRAFT).contains(line.get("state"))) {
            faults.add(where + "the state must be " + APPROVED + " or " + DRAFT);
        }
        return faults;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CSVRecord> read(Path table) {
        try (CSVParser parser = CSVParser.parse(Files.readString(table).replaceFirst("^\uFEFF", ""), CSVFormat.RFC4180
                .builder().setHeader(COLUMNS).setSkipHeaderRecord(true).setIgnoreEmptyLines(true).get())) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new TextFileException(table, e);
        }
    }
}
