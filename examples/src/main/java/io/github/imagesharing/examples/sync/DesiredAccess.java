package io.github.imagesharing.examples.sync;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads a file that says who is to have access to each image: YAML, or CSV as {@code Audit} prints it. */
public final class DesiredAccess {

    private final Map<ImageId, Set<AccountId>> accounts = new LinkedHashMap<>();

    private DesiredAccess() {}

    public static Map<ImageId, Set<AccountId>> of(Path file) throws IOException {
        DesiredAccess desired = new DesiredAccess();
        String name = String.valueOf(file.getFileName());
        try {
            if (name.endsWith(".csv")) {
                desired.csv(file);
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                desired.yaml(Files.readString(file));
            } else {
                throw new IllegalArgumentException("its name must end in .yaml, .yml or .csv");
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (IllegalArgumentException | YamlEngineException | CsvParseException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (desired.accounts.isEmpty()) {
            throw new IllegalArgumentException(file + ": it names no image");
        }
        return desired.accounts;
    }

    private void csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                try {
                    Set<AccountId> of = of(ImageId.of(field(row, "image_id")));
                    String account = field(row, "account_id");
                    if (!account.isEmpty()) {
                        of.add(AccountId.of(account));
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static String field(NamedCsvRecord row, String column) {
        return row.findField(column)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it has no " + column + "; the header is " + String.join(",", row.getHeader())));
    }

    /** Every scalar is read as text, so that an account id does not become a number; a missing value is empty text. */
    private void yaml(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setTagConstructors(Map.of(Tag.NULL, leftOut -> ""))
                .build();
        if (!(new Load(settings).loadFromString(text) instanceof Map<?, ?> images)) {
            throw new IllegalArgumentException("it must map image ids to lists of account ids");
        }
        images.forEach((image, list) -> {
            if (!(list instanceof List<?> accountsOfImage)) {
                throw new IllegalArgumentException(
                        image + ": it must have a list of account ids, like [1038493875], or [] for nobody");
            }
            Set<AccountId> of = of(ImageId.of(String.valueOf(image)));
            for (Object account : accountsOfImage) {
                try {
                    of.add(AccountId.of(String.valueOf(account)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(image + ": " + e.getMessage(), e);
                }
            }
        });
    }

    private Set<AccountId> of(ImageId image) {
        return accounts.computeIfAbsent(image, first -> new LinkedHashSet<>());
    }
}
