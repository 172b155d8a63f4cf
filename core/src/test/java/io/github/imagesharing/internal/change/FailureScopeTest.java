package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each failure of a write says about its accounts. */
class FailureScopeTest {

    private static final Details WHY = Details.client(null, "why", null);

    static Stream<Arguments> rows() {
        CloudUnreachableException lost = new CloudUnreachableException(WHY, true, true);
        CloudUnreachableException notSent = new CloudUnreachableException(WHY, false, true);
        return Stream.of(
                arguments(new TooManyAccountsException(WHY), FailureScope.TOO_MANY_ACCOUNTS),
                arguments(new AlreadySharedException(WHY), FailureScope.ALREADY_DONE),
                arguments(new NotSharedException(WHY), FailureScope.ALREADY_DONE),
                arguments(new AccountNotFoundException(WHY), FailureScope.ONE_ACCOUNT),
                arguments(new InvalidAccountIdException(WHY), FailureScope.ONE_ACCOUNT),
                arguments(new NotRootAccountException(WHY), FailureScope.ONE_ACCOUNT),
                arguments(new SelfSharingException(WHY), FailureScope.ONE_ACCOUNT),
                arguments(new UnrecognizedServiceException(WHY), FailureScope.UNKNOWN_CODE),
                arguments(new ThrottledException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new AuthenticationException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new AccessDeniedException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new UnsupportedRegionException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new InvalidImageIdException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new ImageNotFoundException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(notSent, FailureScope.NOT_ACTED_ON),
                arguments(lost, FailureScope.WHOLE_REQUEST),
                arguments(new CallInterruptedException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new CallInterruptedException(Details.client(null, "x", notSent)), FailureScope.NOT_ACTED_ON),
                arguments(new CallInterruptedException(Details.client(null, "x", lost)), FailureScope.WHOLE_REQUEST),
                arguments(new ServiceFailureException(WHY), FailureScope.WHOLE_REQUEST),
                arguments(new ServiceFailureException(WHY, false), FailureScope.NOT_ACTED_ON),
                arguments(new ImageNotReadyException(WHY), FailureScope.WHOLE_REQUEST),
                arguments(new ImageNotShareableException(WHY, Reason.BYOL), FailureScope.WHOLE_REQUEST),
                arguments(new ShareQuotaExceededException(WHY), FailureScope.WHOLE_REQUEST));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("rows")
    void saysWhoIsConcerned(ImageSharingException failure, FailureScope scope) {
        assertThat(FailureScope.of(failure)).isEqualTo(scope);
        boolean certain = scope == FailureScope.NOT_ACTED_ON;
        boolean always = scope == FailureScope.WHOLE_REQUEST || scope == FailureScope.UNKNOWN_CODE;
        assertThat(scope.mayHaveChanged(2)).isEqualTo(!certain);
        assertThat(scope.mayHaveChanged(1)).isEqualTo(always);
    }
}
