package io.github.imagesharing.cli.sync;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is to have access to each image of a region, read from YAML, or from CSV as {@code Audit} writes it.
 *
 * <p>It answers files that look whole and are not: whoever a cut or narrowed file does not name would lose access, so such a
 * file is refused wherever that can be seen. Shown by {@code DesiredAccessTest}.
 *
 * @param accounts the accounts of each image, in the order of the file
 * @param deleted the images that were deleted while the audit ran that wrote the file
 */
public record DesiredAccess(Map<ImageId, Set<AccountId>> accounts, Set<ImageId> deleted) {

    /** As much of a file as is looked at to tell its format. */
    private static final int HEAD = 1 << 15;

    public DesiredAccess {
        accounts = ImmutableMap.copyOf(accounts);
        deleted = ImmutableSet.copyOf(deleted);
    }

    /**
     * Reads a file.
     *
     * @param file its path, or {@code -} for standard input
     * @param format its format, or null if its content is to tell
     * @param regions those asked for; what the file says without a region is for the only one
     * @return what it says for each of them, nothing where it does not name the region
     * @throws FileRefusedException if it cannot be used; the message names the file, the line and the reason
     * @throws IOException if it cannot be read
     */
    public static Map<Region, DesiredAccess> read(Path file, @Nullable AccessFormat format, Set<Region> regions)
            throws IOException {
        try (TextInput text = TextInput.open(file);
                BufferedReader reader = new BufferedReader(text, HEAD)) {
            String head = head(reader);
            if (head.isBlank()) {
                throw new FileRefusedException(text.source(), "it is empty");
            }
            AccessDraft draft = new AccessDraft(regions);
            switch (format == null ? format(head, text.source()) : format) {
                case CSV -> CsvAccess.read(head, reader, text, draft);
                case YAML -> YamlAccess.read(reader, text, draft);
            }
            Map<Region, DesiredAccess> desired = draft.done();
            if (desired.values().stream().allMatch(one -> one.accounts.isEmpty() && one.deleted.isEmpty())) {
                throw new FileRefusedException(text.source(), "it names no image");
            }
            return desired;
        }
    }

    private static AccessFormat format(String head, String source) {
        return AccessFormat.ofContent(head)
                .or(() -> AccessFormat.ofName(source))
                .orElseThrow(() -> new FileRefusedException(
                        source, "it cannot be told whether it is YAML or CSV: say it with --format"));
    }

    private static String head(BufferedReader reader) throws IOException {
        reader.mark(HEAD);
        char[] head = new char[HEAD];
        int length = 0;
        for (int some = 0; some >= 0 && length < HEAD; length += Math.max(some, 0)) {
            some = reader.read(head, length, HEAD - length);
        }
        reader.reset();
        return new String(head, 0, length);
    }
}
