package io.github.imagesharing.internal.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Permission;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a certain write makes of what was read: its accounts are beyond doubt, and no others. */
class AccessViewTest {

    private static Set<AccountId> accounts(String numbers) {
        return Arrays.stream(numbers.split(" ", -1))
                .filter(number -> !number.isEmpty())
                .map(number -> AccountId.of("100000" + number))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "shown {0}, given {1}, taken {2}, then {3} {4}: shown {5}, given {6}, taken {7}")
    @CsvSource({
        "'', '', '', SHARE, 1, 1, '', ''",
        "1, '', '', SHARE, 1, 1, '', ''",
        "'', 1, '', SHARE, 1, 1, '', ''",
        "1, '', 1, SHARE, 1, 1, '', ''",
        "1 2, 3, 2, SHARE, 4, 1 2 4, 3, 2",
        "'', '', '', CANCEL, 1, '', '', ''",
        "1, '', '', CANCEL, 1, '', '', ''",
        "'', 1, '', CANCEL, 1, '', '', ''",
        "1, '', 1, CANCEL, 1, '', '', ''",
        "1 2, 3, 2, CANCEL, 1, 2, 3, 2",
        "1 2, 3 4, 1 2, CANCEL, 1 3, 2, 4, 2"
    })
    void aCertainWriteIsCarriedForward(
            String shown,
            String given,
            String taken,
            Permission permission,
            String written,
            String thenShown,
            String thenGiven,
            String thenTaken) {
        AccessView before = new AccessView(accounts(shown), accounts(given), accounts(taken));

        AccessView after = before.after(permission, accounts(written));

        assertThat(after).isEqualTo(new AccessView(accounts(thenShown), accounts(thenGiven), accounts(thenTaken)));
        assertThat(after.inDoubt()).doesNotContainAnyElementsOf(accounts(written));
    }
}
