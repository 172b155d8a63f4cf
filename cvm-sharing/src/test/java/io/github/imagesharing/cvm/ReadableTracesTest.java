package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.base.Throwables;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a logger prints of an exception of this library with all its causes: lines of ours, none of the service's making. */
class ReadableTracesTest extends FakeCloudFixture {

    private static final String LINES = "first\\r\\nsecond\\u2028third\\u0085fourth";

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.error("UnauthorizedOperation", "first\r\nsecond\u2028third\u0085fourth"),
                Fault.error("first\nsecond", "first\r\nsecond"),
                Fault.httpStatus(
                        500,
                        "{\"Response\":{\"Error\":{\"Code\":\"a\\nb\",\"Message\":\"" + LINES
                                + "\"},\"RequestId\":\"r\\n1\"}}"),
                Fault.httpStatus(502, "first\nsecond"),
                Fault.answer("first\nsecond"),
                Fault.answer("{\"Response\":{\"RequestId\":\"r\\n1\",\"ImageSet\":\"" + LINES + "\"}}"),
                Fault.answer("{\"Response\":{\"RequestId\":\"r1\",\"TotalCount\":\"" + LINES + "\"}}"),
                Fault.dropBefore(),
                Fault.dropAfter());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ofWhatTheServiceSays(Fault fault) {
        cloud.failAlways("DescribeImages", fault);

        assertIsReadable(catchThrowable(() -> service(settings().retry(once())).images()));
    }

    static Stream<TencentCloudSDKException> refusals() {
        return Stream.of(
                new TencentCloudSDKException("the role is gone"),
                new TencentCloudSDKException("first\r\nsecond", "7d1c"),
                new TencentCloudSDKException("the role is gone", "7d1c", "ResourceNotFound"),
                new TencentCloudSDKException("", new IllegalStateException("beneath")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void ofTheSdksCredentials(TencentCloudSDKException refusal) {
        Credential failing = new Credential("AKIDEXAMPLE", "example-key", "example-token", credential -> {
            throw refusal;
        });

        Throwable thrown = catchThrowable(
                () -> service(settings().retry(once()).credential(failing)).images());

        assertIsReadable(thrown);
        assertThat(Throwables.getStackTraceAsString(thrown))
                .contains(
                        String.valueOf(refusal.getMessage()).lines().findFirst().orElse("beneath"));
    }

    /** A message of the user's own stays, whatever its cause. */
    @Test
    void ofAUsersCredential() {
        RuntimeException own =
                new IllegalStateException("the vault is sealed", new TencentCloudSDKException("m", "7d1c", "Code.X"));
        Credential failing = new Credential("AKIDEXAMPLE", "example-key", "example-token", credential -> {
            throw own;
        });

        assertThat(catchThrowable(() ->
                        service(settings().retry(once()).credential(failing)).images()))
                .hasCause(own);
    }

    @Test
    void ofAnExceptionOfTheSdkInDisguise() {
        Credential failing = new Credential("AKIDEXAMPLE", "example-key", "example-token", credential -> {
            throw ReadableTracesTest.<RuntimeException>disguised(new TencentCloudSDKException("the role is gone"));
        });

        assertIsReadable(catchThrowable(
                () -> service(settings().retry(once()).credential(failing)).images()));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T disguised(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static Retry once() {
        return Retry.defaults().attempts(1).backoff(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private static void assertIsReadable(@Nullable Throwable thrown) {
        assertThat(thrown).isInstanceOf(ImageSharingException.class);
        List<String> lines = Throwables.getStackTraceAsString(thrown)
                .lines()
                .filter(line -> !line.matches("\\s+(at |\\.\\.\\. \\d+ more).*"))
                .toList();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .matches("(\\s*(Caused by|Suppressed): )?[a-z0-9.]+[A-Z]\\w+(Exception|Error)(: .*)?")
                        .doesNotContain("null")
                        .doesNotContain("\u2028", "\u0085"));
    }
}
