package io.github.imagesharing.transport.credentials;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys from a credentials file: {@code secret_id}, {@code secret_key} and for temporary keys {@code token}, in the section
 * {@code [default]} of an INI file.
 *
 * <p>It answers keys that are rotated: the file is read again when it was changed, and when the service refused what it said.
 * A file that is there and says no credential is an error, not a reason to sign as somebody else. Shown by
 * {@code DefaultCredentialChainTest}.
 *
 * <p>For one thread at a time.
 */
final class CredentialsFile {

    private static final String SECTION = "default";
    private static final Pattern HEADER = Pattern.compile("\\[([^\\]]*)]\\s*([;#].*)?");

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
            Optional<BasicFileAttributes> now = look(file);
            if (now.isPresent()) {
                return Optional.of(keys(file, now.get(), refused));
            }
            if (last != null && last.file.equals(file)) {
                throw new CredentialUnavailableException("the file " + file + ", used until now, is gone", null);
            }
        }
        return Optional.empty();
    }

    /** The file that was read last. */
    Optional<Path> file() {
        return Optional.ofNullable(last).map(Reading::file);
    }

    /** Empty where nothing of that name is there; what cannot be looked at may well be a credential. */
    private static Optional<BasicFileAttributes> look(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            for (Path part = file; part != null; part = part.getParent()) {
                if (Files.isSymbolicLink(part)) {
                    throw new CredentialUnavailableException("the link " + part + " leads nowhere", e);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RuntimeException unreadable(Path file, IOException e) {
        String what = "the file " + file + " cannot be read: " + e;
        return e instanceof AccessDeniedException
                ? new InvalidCredentialException(what)
                : new CredentialUnavailableException(what, e);
    }

    private CredentialKeys keys(Path file, BasicFileAttributes now, @Nullable CredentialKeys refused) {
        try {
            if (last == null || !last.isOf(file, now) || last.keys.isSame(refused)) {
                last = new Reading(file, now.lastModifiedTime(), now.size(), now.fileKey(), read(file));
            }
            return last.keys;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (InvalidCredentialException e) {
            if (last != null) {
                // Whoever replaces it may not have written it to its end yet.
                throw new CredentialUnavailableException("the file " + file + ", good until now, is not any more", e);
            }
            throw e;
        }
    }

    private static CredentialKeys read(Path file) throws IOException {
        Map<String, Map<String, String>> sections = sections(file, text(Files.readAllBytes(file)));
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
        int first = content.length < 2 ? 0x100 : ((content[0] & 0xFF) << 8) | (content[1] & 0xFF);
        boolean hasMark = first == 0xFEFF || first == 0xFFFE;
        Charset charset = hasMark ? UTF_16 : (first & 0xFF00) == 0 ? UTF_16BE : (first & 0xFF) == 0 ? UTF_16LE : UTF_8;
        String text = new String(content, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Map<String, Map<String, String>> sections(Path file, String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new HashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                String name = header.group(1).strip().toLowerCase(Locale.ROOT);
                section = sections.computeIfAbsent(name, first -> new HashMap<>());
            } else if (!line.startsWith("#") && !line.startsWith(";")) {
                String[] pair = line.split("[=:]", 2);
                if (pair.length == 2) {
                    String name = pair[0].strip().toLowerCase(Locale.ROOT);
                    if (section.put(name, value(pair[1])) != null) {
                        throw new InvalidCredentialException(
                                "the file %s has %s twice in one section".formatted(file, name));
                    }
                }
            }
        }
        return sections;
    }

    private static String value(String written) {
        String value = written.replaceFirst("\\s[;#].*", "").strip();
        boolean isQuoted = value.matches("\".*\"|'.*'");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
