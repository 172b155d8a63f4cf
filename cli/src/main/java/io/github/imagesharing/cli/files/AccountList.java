package io.github.imagesharing.cli.files;

import io.github.imagesharing.AccountId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads account ids from a file: on lines of their own or separated by commas or semicolons, and {@code #} begins a comment.
 * Shown by {@code AccountListTest}.
 */
public final class AccountList {

    private static final Pattern COMMENT = Pattern.compile("#.*");
    private static final Pattern SEPARATOR = Pattern.compile("[,;\t，；、]");

    /** It would be taken for several accounts, none of which is the one that is meant. */
    private static final Pattern ONE_IN_GROUPS = Pattern.compile("[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}");

    private AccountList() {}

    /**
     * The accounts of a file.
     *
     * @throws FileRefusedException if a line is no list of account ids; the message names it
     * @throws IOException if it cannot be read
     */
    public static List<AccountId> read(Path file) throws IOException {
        try (TextInput text = TextInput.open(file)) {
            return read(text);
        }
    }

    /**
     * The same of a file whose accounts are given something, which must neither be empty nor look cut off: a piece of an id
     * may be the id of somebody else.
     *
     * @throws FileRefusedException if it names no account, its last line has no end, or a line is no list of account ids
     * @throws IOException if it cannot be read
     */
    public static List<AccountId> readWhole(Path file) throws IOException {
        try (TextInput text = TextInput.open(file)) {
            List<AccountId> accounts = read(text);
            if (accounts.isEmpty()) {
                throw new FileRefusedException(text.source(), "it names no account");
            }
            if (!text.endsWithALineEnd()) {
                throw new FileRefusedException(
                        text.source(),
                        "its last line has no line end: it may have been cut off. If it is whole, end the line");
            }
            return accounts;
        }
    }

    private static List<AccountId> read(TextInput text) throws IOException {
        List<AccountId> accounts = new ArrayList<>();
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                accounts.addAll(accounts(COMMENT.matcher(line).replaceFirst("")));
            } catch (IllegalArgumentException e) {
                throw e instanceof FileRefusedException
                        ? e
                        : new FileRefusedException(text.source(), number, e.getMessage());
            }
        }
        return accounts;
    }

    private static List<AccountId> accounts(String line) {
        String bare = BareText.of(line);
        if (ONE_IN_GROUPS.matcher(bare).matches()) {
            return List.of(AccountId.of(bare));
        }
        return DigitGroups.refuse(SEPARATOR
                .splitAsStream(bare)
                .map(BareText::ofCell)
                .filter(id -> !id.isEmpty())
                .map(AccountId::of)
                .toList());
    }
}
