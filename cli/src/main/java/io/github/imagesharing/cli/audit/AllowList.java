package io.github.imagesharing.cli.audit;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.cli.files.BareText;
import io.github.imagesharing.cli.files.DigitGroups;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the accounts that may have access: ids on lines of their own or separated by commas or semicolons, and {@code #}
 * begins a comment. Shown by {@code AllowListTest}.
 */
final class AllowList {

    private static final Pattern COMMENT = Pattern.compile("#.*");
    private static final Pattern SEPARATOR = Pattern.compile("[,;\t，；、]");

    /** It would be taken for several accounts, none of which is the one that is meant. */
    private static final Pattern ONE_IN_GROUPS = Pattern.compile("[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}");

    private AllowList() {}

    static List<AccountId> read(Path file) throws IOException {
        List<AccountId> accounts = new ArrayList<>();
        try (TextInput text = TextInput.open(file);
                BufferedReader lines = new BufferedReader(text)) {
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
