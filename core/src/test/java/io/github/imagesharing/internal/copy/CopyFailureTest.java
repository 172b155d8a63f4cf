package io.github.imagesharing.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed request for copies means: the table of {@link CopyFailure}. */
class CopyFailureTest {

    private static Details details(@Nullable Throwable cause) {
        return new Details("on purpose", null, null, null, DetectedBy.SERVICE, cause);
    }

    /** The failure, its kind, whether one region may have been begun, one of several, and whether it is sent again as it is. */
    static Stream<Arguments> failures() {
        Details plain = details(null);
        CloudUnreachableException lost = new CloudUnreachableException(plain, true, true);
        CloudUnreachableException notSent = new CloudUnreachableException(plain, false, true);
        return Stream.of(
                arguments(new ImageNotReadyException(plain), CopyFailure.SOURCE_BUSY, false, false, false),
                arguments(new UnsupportedRegionException(plain), CopyFailure.ONE_REGION, false, true, false),
                arguments(new ImageQuotaExceededException(plain), CopyFailure.ONE_REGION, false, true, false),
                arguments(new TooManyAccountsException(plain), CopyFailure.ONE_REGION, false, true, false),
                arguments(new DuplicateImageNameException(plain), CopyFailure.ONE_REGION, true, true, false),
                arguments(new UnrecognizedServiceException(plain), CopyFailure.ONE_REGION, true, true, false),
                arguments(lost, CopyFailure.IN_DOUBT, true, true, true),
                arguments(new CallInterruptedException(details(lost)), CopyFailure.IN_DOUBT, true, true, false),
                arguments(new ServiceFailureException(plain), CopyFailure.IN_DOUBT, true, true, true),
                arguments(new ServiceFailureException(plain, false), CopyFailure.NOT_ACTED_ON, false, false, true),
                arguments(notSent, CopyFailure.NOT_ACTED_ON, false, false, true),
                arguments(new CallInterruptedException(plain), CopyFailure.NOT_ACTED_ON, false, false, false),
                arguments(new ThrottledException(plain), CopyFailure.NOT_ACTED_ON, false, false, true),
                arguments(new AccessDeniedException(plain), CopyFailure.NOT_ACTED_ON, false, false, false),
                arguments(new AuthenticationException(plain), CopyFailure.NOT_ACTED_ON, false, false, false),
                arguments(new ImageNotFoundException(plain), CopyFailure.NOT_ACTED_ON, false, false, false),
                arguments(
                        new ImageNotShareableException(plain, Reason.TOO_LARGE),
                        CopyFailure.NOT_ACTED_ON,
                        false,
                        false,
                        false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void meansOneThing(ImageSharingException failure, CopyFailure kind, boolean one, boolean several, boolean again) {
        assertThat(CopyFailure.of(failure)).isEqualTo(kind);
        assertThat(CopyFailure.mayHaveBegun(failure, 1))
                .as("one region may have been begun")
                .isEqualTo(one);
        assertThat(CopyFailure.mayHaveBegun(failure, 2))
                .as("one of two may have been begun")
                .isEqualTo(several);
        assertThat(CopyFailure.mayBeSentAgain(failure)).as("sent again").isEqualTo(again);
    }
}
