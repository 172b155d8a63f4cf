package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.error;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every common row of the error table, over the wire. */
class ErrorTableTest {

    private static final Set<Class<?>> RETRYABLE = Set.of(ThrottledException.class, ServiceFailureException.class);

    static Stream<Arguments> rows() {
        String region = "The value of X-TC-Region `ap-x` is not valid.";
        return Stream.of(
                row("RequestLimitExceeded", ThrottledException.class),
                row("RequestLimitExceeded.GlobalRegionUinLimitExceeded", ThrottledException.class),
                row("RequestLimitExceeded.IPLimitExceeded", ThrottledException.class),
                row("RequestLimitExceeded.UinLimitExceeded", ThrottledException.class),
                row("Any.RateLimitExceeded", ThrottledException.class),
                row("AuthFailure.UnauthorizedOperation", AccessDeniedException.class),
                row("AuthFailure", AuthenticationException.class),
                row("AuthFailure.SecretIdNotFound", AuthenticationException.class),
                row("AuthFailure.SignatureFailure", AuthenticationException.class),
                row("AuthFailure.SignatureExpire", AuthenticationException.class),
                row("AuthFailure.TokenFailure", AuthenticationException.class),
                row("AuthFailure.MFAFailure", AuthenticationException.class),
                row("AuthFailure.InvalidSecretId", AuthenticationException.class),
                row("AuthFailure.InvalidAuthorization", AuthenticationException.class),
                row("UnauthorizedOperation", AccessDeniedException.class),
                row("UnauthorizedOperation.CamNoAuth", AccessDeniedException.class),
                row("InternalError", ServiceFailureException.class),
                row("InternalError.RequestError", ServiceFailureException.class),
                row("ResourceUnavailable", ServiceFailureException.class),
                row("ServiceUnavailable", ServiceFailureException.class),
                row("UnsupportedRegion", UnsupportedRegionException.class),
                arguments("InvalidParameterValue", region, UnsupportedRegionException.class),
                arguments("InvalidParameterValue", "something else", UnrecognizedServiceException.class),
                arguments("InvalidParameter", region, UnrecognizedServiceException.class),
                row("AuthFailureX", UnrecognizedServiceException.class),
                row("InternalErrors", UnrecognizedServiceException.class),
                row("LimitExceeded", UnrecognizedServiceException.class),
                row("Nobody.Knows", UnrecognizedServiceException.class),
                row("Own.Code", ShareQuotaExceededException.class));
    }

    private static Arguments row(String code, Class<? extends ImageSharingException> type) {
        return arguments(code, "in words", type);
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("rows")
    void becomesItsException(String code, String message, Class<? extends ImageSharingException> type) {
        try (ScriptedServer server = ScriptedServer.start().always(error(code, message));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            for (Runnable call : new Runnable[] {calls::read, calls::write}) {
                ImageSharingException failure = failure(type, call);
                assertThat(failure.errorCode()).hasValue(code);
                assertThat(failure.requestId()).hasValue(REQUEST_ID);
                assertThat(failure.detectedBy()).isEqualTo(DetectedBy.SERVICE);
                assertThat(failure).hasMessageContaining(message).hasMessageContaining(code);
                assertThat(failure.isRetryable()).isEqualTo(RETRYABLE.contains(type));
                assertThat(failure.report()).isEmpty();
            }
        }
    }

    @Test
    void anAdaptersRowGoesBeforeACommonOne() {
        ErrorTable table = ErrorTable.builder()
                .row("UnauthorizedOperation.InvalidToken", AuthenticationException::new)
                .build();
        ServiceError error = new ServiceError("UnauthorizedOperation.InvalidToken", "m", null, null);
        assertThat(table.translate(error, ImageSharingException.Details.client(null, "m", null)))
                .isInstanceOf(AuthenticationException.class);
    }
}
