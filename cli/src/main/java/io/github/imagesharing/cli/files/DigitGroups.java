package io.github.imagesharing.cli.files;

import io.github.imagesharing.AccountId;
import java.util.List;

/**
 * One account id in groups of digits, as in {@code 1,038,493,875}, would be taken for several accounts, none of which is the
 * one that is meant. Shown by {@code AccountListTest} and {@code PastedAnswersTest}.
 */
public final class DigitGroups {

    private DigitGroups() {}

    /**
     * The same list.
     *
     * @throws IllegalArgumentException if it looks like one id that was split at its groups
     */
    public static List<AccountId> refuse(List<AccountId> accounts) {
        for (int i = 1; i < accounts.size(); i++) {
            String before = accounts.get(i - 1).value();
            String group = accounts.get(i).value();
            if (before.length() <= 3 && group.length() == 3) {
                throw new IllegalArgumentException(
                        "\"%s,%s\" looks like a part of one account id in groups of digits: write it together"
                                .formatted(before, group));
            }
        }
        return accounts;
    }
}
