package io.github.imagesharing.transport.credentials;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys from a credentials file: {@code secret_id}, {@code secret_key} and for temporary keys {@code token}, in the section
 * {@code [default]} of an INI file.
 *
 * <p>It answers keys that are rotated: the file is read again when it was changed, and when the service refused what it said.
 * A file that is there and says no credential is an error, not a reason to sign as somebody else. Shown by
 * {@code CredentialsFileTest}.
 *
 * <p>For one thread at a time.
 */
final class CredentialsFile {

    private static final String SECTION = "default";

    private final List<Path> candidates;
    private @Nullable Reading last;

    CredentialsFile(List<Path> candidates) {
        this.candidates = candidates;
    }

    /** What was read, and what the file looked like just before. */
    private record Reading(
            Path file,
            FileTime changed,
            long size,
            @Nullable Object identity,
            CredentialKeys keys) {

        boolean isOf(Path other, BasicFileAttributes now) {
            return file.equals(other)
                    && changed.equals(now.lastModifiedTime())
                    && size == now.size()
                    && (identity == null || identity.equals(now.fileKey()));
        }
    }

    /** Empty where there is no file and never was one. */
    Optional<CredentialKeys> keys(@Nullable CredentialKeys refused) {
        for (Path file : candidates) {
            if (Files.exists(file)) {
                return Optional.of(keys(file, refused));
            }
        }
        if (last != null) {
            throw new CredentialUnavailableException("the file " + last.file + ", used until now, is gone", null);
        }
        return Optional.empty();
    }

    private CredentialKeys keys(Path file, @Nullable CredentialKeys refused) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (last == null || !last.isOf(file, now) || last.keys.isSame(refused)) {
                last = new Reading(file, now.lastModifiedTime(), now.size(), now.fileKey(), read(file));
            }
            return last.keys;
        } catch (IOException e) {
            throw new CredentialUnavailableException("the file " + file + " cannot be read: " + e, e);
        } catch (InvalidCredentialException e) {
            if (last != null) {
                // Whoever replaces it may not have written it to its end yet.
                throw new CredentialUnavailableException("the file " + file + ", good until now, is not any more", e);
            }
            throw e;
        }
    }

    private static CredentialKeys read(Path file) throws IOException {
        Map<String, Map<String, String>> sections = sections(text(Files.readAllBytes(file)));
        Map<String, String> values = sections.get(SECTION);
        if (values == null) {
            Set<String> others = sections.keySet();
            throw new InvalidCredentialException("the file %s has no section [%s], which is the one that is read%s"
                    .formatted(file, SECTION, others.isEmpty() ? "" : "; it has " + others));
        }
        return CredentialKeys.of(
                required(file, "secret_id", values),
                required(file, "secret_key", values),
                CredentialCheck.printable("token in " + file, values.getOrDefault("token", "")));
    }

    private static String required(Path file, String name, Map<String, String> values) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new InvalidCredentialException("the file %s has half a credential: there is no %s in its section [%s]"
                    .formatted(file, name, SECTION));
        }
        return CredentialCheck.printable(name + " in " + file, value);
    }

    /** What is not UTF-8 can only be a comment: keys are ASCII. */
    private static String text(byte[] content) {
        int mark = content.length < 2 ? 0 : ((content[0] & 0xFF) << 8) | (content[1] & 0xFF);
        boolean isUtf16 = mark == 0xFEFF || mark == 0xFFFE;
        String text = new String(content, isUtf16 ? UTF_16 : UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Map<String, Map<String, String>> sections(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new HashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
                section = sections.computeIfAbsent(name, first -> new HashMap<>());
            } else if (!line.startsWith("#") && !line.startsWith(";")) {
                String[] pair = line.split("[=:]", 2);
                if (pair.length == 2) {
                    section.put(pair[0].strip().toLowerCase(Locale.ROOT), value(pair[1]));
                }
            }
        }
        return sections;
    }

    private static String value(String written) {
        String value = written.replaceFirst("\\s[;#].*", "").strip();
        boolean isQuoted = value.length() > 1 && value.charAt(0) == '"' && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
