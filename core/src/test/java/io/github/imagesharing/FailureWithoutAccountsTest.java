package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageSharingException.Details;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a failure where accounts must not be. */
class FailureWithoutAccountsTest {

    private static final ImageId IMAGE = ImageId.of("img-12345678");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The account ID `100000876543` is invalid. | The account ID `***` is invalid.",
                "accounts [1038493875, 3205597606] | accounts [***, ***]",
                "role qcs::cam::uin/100000000018:roleName/images | role qcs::cam::uin/***:roleName/images",
                "img-12345678: refused [OverQuota, request 12345678-1234-4321-9876-123456789012] after 5000 ms |"
                        + " img-12345678: refused [OverQuota, request 12345678-1234-4321-9876-123456789012] after 5000 ms",
            })
    void numbersThatMayBeAccountsAreHidden(String message, String kept) {
        assertThat(failure(message).withoutAccounts()).hasMessage(kept);
    }

    @Test
    void itIsTheSameFailureWithoutWhatItCarries() {
        ImageSharingException failure = failure("refused")
                .reporting(
                        new ShareReport(IMAGE, Map.of(AccountId.of("1038493875"), new Outcome.Changed()), List.of()));
        failure.addSuppressed(new IllegalStateException("1038493875"));

        ImageSharingException kept = failure.withoutAccounts();

        assertThat(kept)
                .isInstanceOf(ShareQuotaExceededException.class)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(kept.report()).isEmpty();
        assertThat(kept.errorCode()).contains("OverQuota");
        assertThat(kept.requestId()).contains("request");
        assertThat(kept.imageId()).contains(IMAGE);
        assertThat(kept.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    private static ImageSharingException failure(String message) {
        return new ShareQuotaExceededException(new Details(
                message, "OverQuota", "request", IMAGE, DetectedBy.SERVICE, new IllegalStateException("1038493875")));
    }
}
