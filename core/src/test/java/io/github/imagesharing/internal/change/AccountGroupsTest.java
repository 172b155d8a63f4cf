package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which accounts go together in one request. */
class AccountGroupsTest {

    private static List<Integer> sizes(AccountGroups groups) {
        List<Integer> sizes = new ArrayList<>();
        while (!groups.isEmpty()) {
            sizes.add(groups.next().size());
        }
        return sizes;
    }

    @ParameterizedTest(name = "{0} accounts, {1} a request: {2}")
    @CsvSource({"0, 10, ''", "1, 10, 1", "10, 10, 10", "11, 10, 10 1", "25, 10, 10 10 5", "3, 1, 1 1 1"})
    void accountsAreSentInAsFewRequestsAsFit(int number, int perRequest, String sizes) {
        AccountGroups groups = new AccountGroups(new AccountLimits(500, perRequest));
        groups.add(accounts(number));
        assertThat(String.join(" ", sizes(groups).stream().map(String::valueOf).toList()))
                .isEqualTo(sizes);
    }

    @ParameterizedTest(name = "halves of {0}: {1}")
    @CsvSource({"2, 1 1", "3, 2 1", "10, 5 5", "499, 250 249"})
    void halvesAreOfTheSameSizeButForOne(int number, String sizes) {
        AccountGroups groups = new AccountGroups(new AccountLimits(500, 500));
        groups.addHalves(accounts(number));
        assertThat(String.join(" ", sizes(groups).stream().map(String::valueOf).toList()))
                .isEqualTo(sizes);
    }

    @Test
    void aGroupMadeBeforeALimitWasLearnedIsSplit() {
        AccountLimits limits = new AccountLimits(500, 500);
        AccountGroups groups = new AccountGroups(limits);
        groups.add(accounts(100));
        limits.tooMany(100);
        assertThat(sizes(groups)).containsExactly(50, 50);
        limits.tooMany(1);
        assertThat(limits.perRequest()).as("never less than one").isEqualTo(1);
    }

    @Test
    void allAccountsLeftAreGivenAtOnce() {
        AccountGroups groups = new AccountGroups(new AccountLimits(500, 2));
        groups.add(accounts(5));
        Set<AccountId> first = groups.next();
        assertThat(groups.drain()).hasSize(3).doesNotContainAnyElementsOf(first);
        assertThat(groups.isEmpty()).isTrue();
    }
}
