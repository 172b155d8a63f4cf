package io.github.imagesharing.cli.options;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.cli.console.Questions;
import io.github.imagesharing.cli.files.AccountList;
import io.github.imagesharing.cli.files.DigitGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which accounts are meant; what several of them say is joined. */
public final class AccountOptions {

    @Option(
            names = "--accounts",
            paramLabel = "UIN",
            split = Questions.SEPARATOR,
            splitSynopsisLabel = ",",
            description = "root accounts")
    private List<AccountId> accounts = List.of();

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description = "root accounts in a file, an id a line, # comments; - is standard input")
    private @Nullable Path file;

    @Option(names = "--organization", description = "every root account of the own organization")
    private boolean organization;

    /** Whether one of the options is given. */
    public boolean isGiven() {
        return !accounts.isEmpty() || file != null || organization;
    }

    /**
     * The accounts that options and file name. Call it once: standard input can be read only once.
     *
     * @throws IllegalArgumentException if the list or the file cannot be used
     * @throws IOException if the file cannot be read
     */
    public Set<AccountId> named() throws IOException {
        Set<AccountId> named = new LinkedHashSet<>(DigitGroups.refuse(accounts));
        if (file != null) {
            named.addAll(AccountList.readWhole(file));
        }
        return named;
    }

    /** Those that are named, and those of the organization if that is asked for. */
    public Set<AccountId> with(Set<AccountId> named, ImageSharingService sharing) {
        Set<AccountId> all = new LinkedHashSet<>(named);
        if (organization) {
            all.addAll(sharing.organizationAccounts());
        }
        return all;
    }
}
