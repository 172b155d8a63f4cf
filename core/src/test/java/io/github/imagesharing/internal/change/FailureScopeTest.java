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
                arguments(new TooManyAccountsException(WHY), FailureScope.TOO_MANY),
                arguments(new AlreadySharedException(WHY), FailureScope.ALREADY),
                arguments(new NotSharedException(WHY), FailureScope.ALREADY),
                arguments(new AccountNotFoundException(WHY), FailureScope.ACCOUNT),
                arguments(new InvalidAccountIdException(WHY), FailureScope.ACCOUNT),
                arguments(new NotRootAccountException(WHY), FailureScope.ACCOUNT),
                arguments(new SelfSharingException(WHY), FailureScope.ACCOUNT),
                arguments(new UnrecognizedServiceException(WHY), FailureScope.PERHAPS_ACCOUNT),
                arguments(new ThrottledException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new AuthenticationException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new AccessDeniedException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new UnsupportedRegionException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new InvalidImageIdException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new ImageNotFoundException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(notSent, FailureScope.NOT_ACTED_ON),
                arguments(lost, FailureScope.ALL),
                arguments(new CallInterruptedException(WHY), FailureScope.NOT_ACTED_ON),
                arguments(new CallInterruptedException(Details.client(null, "x", notSent)), FailureScope.NOT_ACTED_ON),
                arguments(new CallInterruptedException(Details.client(null, "x", lost)), FailureScope.ALL),
                arguments(new ServiceFailureException(WHY), FailureScope.ALL),
                arguments(new ImageNotReadyException(WHY), FailureScope.ALL),
                arguments(new ImageNotShareableException(WHY, Reason.BYOL), FailureScope.ALL),
                arguments(new ShareQuotaExceededException(WHY), FailureScope.ALL));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("rows")
    void saysWhoIsConcerned(ImageSharingException failure, FailureScope refusal) {
        assertThat(FailureScope.of(failure)).isEqualTo(refusal);
        boolean certain = refusal == FailureScope.NOT_ACTED_ON;
        boolean always = refusal == FailureScope.ALL || refusal == FailureScope.PERHAPS_ACCOUNT;
        assertThat(refusal.mayHaveChanged(2)).isEqualTo(!certain);
        assertThat(refusal.mayHaveChanged(1)).isEqualTo(always);
    }
}
