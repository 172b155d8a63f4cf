package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sharing as a role of another root account. */
class RolesTest extends FakeCloudFixture {

    private static final AssumedRole ROLE =
            AssumedRole.of("qcs::cam::uin/100000000018:roleName/images").externalId("partner-7:secret");
    private static final AccountId ROLES_ACCOUNT = ROLE.account();

    private final ImageId image = cloud.addImage();

    private CloudSettings.Builder asRole() {
        cloud.addRole(ROLE);
        return settings().role(ROLE);
    }

    private int assumed() {
        return cloud.requests("AssumeRole").size();
    }

    @Test
    void oneRoleIsAssumedForAllCallsAndSignsThem() {
        service(asRole()).share(image, List.of(PARTNER));

        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        assertThat(cloud.requests())
                .allSatisfy(request -> assertThat(request.secretId().equals(cloud.secretId()))
                        .isEqualTo(request.action().equals("AssumeRole")));
        assertThat(assumed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OptionalChecks.class)
    void theOwnAccountIsTheRolesAndNotThatOfTheCredential(OptionalChecks checks) {
        ImageSharingService service = service(asRole().optionalChecks(checks));
        AccountId credentials = cloud.ownAccount();

        SelfSharingException self =
                thrownBy(SelfSharingException.class, () -> service.share(image, List.of(ROLES_ACCOUNT)));
        assertThat(self.detectedBy())
                .isEqualTo(checks == OptionalChecks.SKIP ? DetectedBy.SERVICE : DetectedBy.PRECONDITION);
        service.share(image, List.of(credentials));
        assertThat(cloud.accountsOf(image)).containsExactly(credentials);
    }

    @Test
    void anOwnAccountInTheSettingsIsBelieved() {
        ImageSharingService service = service(asRole().ownAccount(OTHER));

        SelfSharingException self = thrownBy(SelfSharingException.class, () -> service.share(image, List.of(OTHER)));
        assertThat(self.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(cloud.requests("GetCallerIdentity")).isEmpty();
    }

    @Test
    void aRoleIsAssumedWithTemporaryKeysToo() {
        Credential temporary = new Credential("AKIDtemporary", "key", "token");
        cloud.addCredential(temporary);

        service(asRole().credential(temporary)).share(image, List.of(PARTNER));

        assertThat(cloud.requests("AssumeRole"))
                .extracting(RecordedRequest::secretId)
                .containsExactly("AKIDtemporary");
    }

    @Test
    void aClockThatIsFarAheadDoesNotAssumeAShortRoleForEachCall() {
        cloud.clockSkew(Duration.ofMinutes(-4));
        ImageSharingService service = service(asRole().role(ROLE.duration(Duration.ofMinutes(3))));

        for (int i = 0; i < 5; i++) {
            assertThat(service.sharedWith(image)).isEmpty();
        }

        assertThat(assumed()).isEqualTo(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "no such role",
                        AuthenticationException.class,
                        "there is no such role",
                        c -> c.removeRole(ROLE)),
                refusal(
                        "another external id",
                        AccessDeniedException.class,
                        "must trust the caller",
                        cloud -> cloud.addRole(ROLE.externalId("another"))),
                refusal(
                        "a policy",
                        AccessDeniedException.class,
                        "needs sts:AssumeRole",
                        c -> c.refuse("sts:AssumeRole")),
                refusal(
                        "a short role",
                        AuthenticationException.class,
                        "shorter duration",
                        cloud -> fails(cloud, Fault.error("InvalidParameter.OverTimeError", "too long"))),
                refusal(
                        "an unknown code",
                        AuthenticationException.class,
                        "New.Code",
                        cloud -> fails(cloud, Fault.error("New.Code", "?"))),
                refusal(
                        "throttled in disguise",
                        ThrottledException.class,
                        "try later",
                        cloud -> fails(cloud, Fault.error("InvalidParameter.OverLimit", "request frequency"))),
                refusal(
                        "a failure of STS",
                        ServiceFailureException.class,
                        "InternalError.DbError",
                        cloud -> fails(cloud, Fault.error("InternalError.DbError", "?"))),
                refusal(
                        "lost answers",
                        CloudUnreachableException.class,
                        "cannot be assumed",
                        cloud -> fails(cloud, Fault.dropAfter())),
                refusal(
                        "no answer",
                        ServiceFailureException.class,
                        "cannot be assumed",
                        cloud -> fails(cloud, Fault.answer("{\"Response\":{\"RequestId\":\"r\"}}"))));
    }

    private static void fails(FakeTencentCloud cloud, Fault fault) {
        cloud.failAlways("AssumeRole", fault);
    }

    private static Arguments refusal(
            String name, Class<? extends ImageSharingException> type, String advice, Consumer<FakeTencentCloud> cloud) {
        return arguments(name, type, advice, cloud);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRoleThatCannotBeAssumedEndsTheCallBeforeAnythingIsSent(
            String name,
            Class<? extends ImageSharingException> type,
            String advice,
            Consumer<FakeTencentCloud> arrange) {
        ImageSharingService service = service(asRole());
        arrange.accept(cloud);

        ImageSharingException thrown = thrownBy(type, () -> service.share(image, List.of(PARTNER)));

        assertThat(thrown)
                .hasMessageContaining(ROLE.arn())
                .hasMessageContaining(advice)
                .message()
                .doesNotContain("partner-7", "null");
        assertThat(thrown.report()).isEmpty();
        assertThat(cloud.requests()).extracting(RecordedRequest::action).containsOnly("AssumeRole");
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void anExternalIdThatTheRoleAsksForAndNobodyGivesIsExplained() {
        cloud.addRole(ROLE);
        ImageSharingService service = service(settings().role(AssumedRole.of(ROLE.arn())));

        assertThat(thrownBy(AccessDeniedException.class, () -> service.sharedWith(image)))
                .hasMessageContaining("external id");
    }

    @Test
    void aThrottledRequestInDisguiseIsMadeAgain() {
        ImageSharingService service = service(asRole());
        cloud.failNext("AssumeRole", 2, Fault.error("InvalidParameter.OverLimit", "request frequency exceeded"));

        assertThat(service.sharedWith(image)).isEmpty();
        assertThat(assumed()).isEqualTo(3);
    }

    @Test
    void stsIsAskedNoMoreOftenThanAnythingElse() {
        ImageSharingService service = service(
                asRole().retry(Retry.defaults().attempts(4).backoff(Duration.ofMillis(1), Duration.ofMillis(2))));
        fails(cloud, Fault.error("InternalError.DbError", "?"));

        thrownBy(ServiceFailureException.class, () -> service.sharedWith(image));
        assertThat(assumed()).isEqualTo(4);
    }

    @Test
    void keysThatAreRefusedBeforeTheirEndAreRenewed() {
        ImageSharingService service = service(asRole());
        service.share(image, List.of(PARTNER));
        cloud.expireRoleKeys();

        service.share(image, List.of(OTHER));

        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER, OTHER);
        assertThat(assumed()).isEqualTo(2);
    }

    /** The keys are refused between the reads and the write, and STS gives no others: nothing is in doubt, nothing is read. */
    @Test
    void aWriteWhoseKeysCannotBeRenewedHasChangedNothing() {
        ImageSharingService service = service(asRole());
        service.share(image, List.of(PARTNER));
        cloud.resetRequests();
        fails(cloud, Fault.error("InternalError.DbError", "?"));
        cloud.failAlways("ModifyImageSharePermission", Fault.error("AuthFailure.TokenFailure", "ended early"));

        ImageSharingException thrown =
                thrownBy(ServiceFailureException.class, () -> service.share(image, List.of(OTHER)));

        ShareReport report = thrown.report().orElseThrow();
        assertThat(report.outcomes().get(OTHER)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.cause()).isExactlyInstanceOf(ServiceFailureException.class);
            assertThat(failed.cause()).hasMessageContaining(ROLE.arn()).hasMessageContaining("InternalError.DbError");
        });
        assertThat(cloud.requests("DescribeImageSharePermission")).hasSize(1);
    }

    @Test
    void twentyCallsAtTheSameTimeAssumeItOnce() {
        cloud.latency(Duration.ofMillis(20));
        ImageSharingService service = service(asRole());
        List<CompletableFuture<Void>> calls = accounts(20).stream()
                .map(account -> CompletableFuture.runAsync(
                        () -> service.share(cloud.addImage(), List.of(account)), task -> new Thread(task).start()))
                .toList();

        calls.forEach(CompletableFuture::join);
        assertThat(assumed()).isEqualTo(1);
    }
}
