package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.spi.Permission;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one image of a batch teaches of an account, and what it does not. */
class BatchAccountsTest {

    private static final ImageId FIRST = ImageId.of("img-first");
    private static final ImageId SECOND = ImageId.of("img-second");

    private final BatchAccounts accounts = new BatchAccounts();

    private static AccountNotFoundException refusal(String code) {
        return new AccountNotFoundException(
                new Details("img-first: refused", code, "r-1", FIRST, DetectedBy.SERVICE, null));
    }

    @Test
    void anAccountRefusedToShareWithIsRefusedForEveryImage() {
        AccountNotFoundException first = refusal("InvalidAccountId.NotFound");
        accounts.refused(Permission.SHARE, account(1), first);
        accounts.refused(Permission.SHARE, account(1), refusal("Another.Code"));

        ImageSharingException second =
                accounts.refusal(Permission.SHARE, account(1), SECOND).orElseThrow();

        assertThat(second).isInstanceOf(AccountNotFoundException.class).hasCause(first);
        assertThat(second.getMessage())
                .isEqualTo("img-second: not asked for account 100001, which was refused on img-first"
                        + " [InvalidAccountId.NotFound]");
        assertThat(second.imageId()).hasValue(SECOND);
        assertThat(second.requestId()).hasValue("r-1");
        assertThat(second.detectedBy()).isEqualTo(DetectedBy.SERVICE);
    }

    @Test
    void aRefusalWithoutACodeNamesNone() {
        accounts.refused(
                Permission.SHARE,
                account(1),
                new AccountNotFoundException(Details.client(FIRST, "no such account", null)));

        assertThat(accounts.refusal(Permission.SHARE, account(1), SECOND).orElseThrow())
                .hasMessage("img-second: not asked for account 100001, which was refused on img-first");
    }

    @Test
    void aRefusalThatNamesNoImageIsSaidWithoutOne() {
        accounts.refused(
                Permission.SHARE,
                account(1),
                new AccountNotFoundException(Details.client(null, "no such account", null)));

        assertThat(accounts.refusal(Permission.SHARE, account(1), SECOND).orElseThrow())
                .hasMessage("img-second: not asked for account 100001, which was refused before");
    }

    @Test
    void takingAccessAwayNeitherTeachesNorLearns() {
        accounts.refused(Permission.CANCEL, account(1), refusal("InvalidAccountId.NotFound"));
        accounts.refused(Permission.SHARE, account(2), refusal("InvalidAccountId.NotFound"));

        assertThat(accounts.refusal(Permission.SHARE, account(1), SECOND)).isEmpty();
        assertThat(accounts.refusal(Permission.CANCEL, account(2), SECOND)).isEmpty();
    }

    @Test
    void accountsAreTriedOnceAcceptedOrRefused() {
        accounts.accepted(Set.of(account(1)));
        accounts.refused(Permission.SHARE, account(2), refusal("InvalidAccountId.NotFound"));

        assertThat(accounts.wereTried(Set.of(account(1), account(2)))).isTrue();
        assertThat(accounts.wereTried(Set.of())).isTrue();
        assertThat(accounts.wereTried(Set.of(account(1), account(3)))).isFalse();
    }
}
