package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Site;
import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

/** What goes over the wire, how often and where to. */
class RequestsTest extends FakeCloudFixture {

    @Test
    void aShareCostsTwoWaitsForReadsAndOneForTheWrite() {
        sharing.check(cloud.addImage(), List.of(PARTNER)); // opens connections, asks who the caller is
        cloud.latency(Duration.ofMillis(300));
        int fewest = waitsOfAShare();
        for (int i = 1; i < 4 && fewest > 3; i++) {
            fewest = Math.min(fewest, waitsOfAShare());
        }
        assertThat(fewest).isEqualTo(3);
    }

    /**
     * How many of its requests waited for another's answer, by arrival. A request that could have left earlier and was
     * held up by a busy machine counts as well; one that had to wait cannot be missed.
     */
    private int waitsOfAShare() {
        ImageId image = cloud.addImage();
        cloud.resetRequests();
        sharing.share(image, List.of(PARTNER));
        List<RecordedRequest> requests = cloud.requests();
        assertThat(requests)
                .extracting(RecordedRequest::action)
                .containsExactlyInAnyOrder(
                        "DescribeImages",
                        "DescribeImageSharePermission",
                        "DescribeSnapshots",
                        "ModifyImageSharePermission")
                .endsWith("ModifyImageSharePermission");
        int waits = 1;
        long answered = requests.get(0).arrivalNanos() + Duration.ofMillis(300).toNanos();
        for (RecordedRequest request : requests) {
            if (request.arrivalNanos() - answered >= 0) {
                waits++;
                answered = request.arrivalNanos() + Duration.ofMillis(300).toNanos();
            }
        }
        return waits;
    }

    @Test
    void splitsARequestThatCarriesTooManyAccountsAndRemembersWhatFits() {
        cloud.accountsPerRequest(30);
        List<AccountId> hundred = accounts(100);
        ImageId first = cloud.addImage();
        ImageId second = cloud.addImage();

        ShareReport report = sharing.share(first, hundred);
        long refusedFirst = refusedWrites();
        sharing.share(second, hundred);

        assertThat(report.changed()).hasSize(100);
        assertThat(cloud.accountsOf(first)).containsExactlyInAnyOrderElementsOf(hundred);
        assertThat(cloud.accountsOf(second)).containsExactlyInAnyOrderElementsOf(hundred);
        assertThat(refusedFirst).isEqualTo(2); // 100 and 50; 25 fit
        assertThat(refusedWrites()).isEqualTo(refusedFirst);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0",
        "NONE, 49",
        "NONE, 99",
        "BEFORE, 0",
        "BEFORE, 49",
        "BEFORE, 99",
        "ALL_OTHERS, 0",
        "ALL_OTHERS, 49",
        "ALL_OTHERS, 99"
    })
    void oneBadAccountCostsTheOthersNothingWhateverARefusedCallChanges(RefusalEffect effect, int position) {
        for (boolean resharingFails : new boolean[] {false, true}) {
            cloud.refusalEffect(effect);
            cloud.resharingFails(resharingFails);
            List<AccountId> asked = accounts(100);
            AccountId closed = asked.get(position);
            cloud.closeAccount(closed);
            ImageId image = cloud.addImage();

            AccountNotFoundException thrown =
                    thrownBy(AccountNotFoundException.class, () -> sharing.share(image, asked));

            ShareReport report = thrown.report().orElseThrow();
            Set<AccountId> good = new HashSet<>(asked);
            good.remove(closed);
            assertThat(report.failed()).containsOnlyKeys(closed);
            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(good);
            assertThat(report.outcomes()).hasSize(100);
            assertThat(report.unknown()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHINA, ap-guangzhou, cvm.tencentcloudapi.com",
        "INTERNATIONAL, ap-singapore, cvm.intl.tencentcloudapi.com",
        "CHINA, ap-shanghai-fsi, cvm.ap-shanghai-fsi.tencentcloudapi.com"
    })
    void signsForTheRealHostWhereverItSends(Site site, String region, String host) {
        CloudSettings.Builder there = settings().site(site).region(Region.of(region));

        service(there).images();

        assertThat(cloud.requests("DescribeImages")).singleElement().satisfies(request -> {
            assertThat(request.host()).isEqualTo(host);
            assertThat(request.region()).isEqualTo(region);
        });
    }

    static Stream<Arguments> accountsThatAreNone() {
        return Stream.of(
                arguments("27g null", null),
                arguments("27h one of them null", Arrays.asList(PARTNER, null)),
                arguments("27i empty", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accountsThatAreNone")
    void refusesAccountsThatAreNoneBeforeAnythingIsSent(String row, List<AccountId> accounts) {
        ImageId image = cloud.addImage();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> sharing.share(image, accounts),
                () -> sharing.unshare(image, accounts),
                () -> sharing.check(image, accounts),
                () -> sharing.shareAll(List.of(image), accounts),
                () -> sharing.unshareAll(List.of(image), accounts))) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("account");
        }
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void rows27j27kAnd27lARequestIsAlwaysWholeAndItsPermissionOneOfTwo() {
        ImageId image = cloud.addImage();

        sharing.share(image, List.of(PARTNER));
        sharing.unshare(image, List.of(PARTNER));

        assertThat(cloud.requests("ModifyImageSharePermission"))
                .extracting(request -> JsonParser.parseString(request.body()))
                .containsExactly(whole(image, "SHARE"), whole(image, "CANCEL"));
    }

    private static JsonElement whole(ImageId image, String permission) {
        return JsonParser.parseString("{\"ImageId\":\"%s\",\"AccountIds\":[\"%s\"],\"Permission\":\"%s\"}"
                .formatted(image, PARTNER, permission));
    }

    @Test
    void row27nTenThousandAccountsAreTooManyToShareWithAndNoneOfThemToTakeAwayFrom() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER));
        List<AccountId> many = accounts(10_000);

        ShareQuotaExceededException refused =
                thrownBy(ShareQuotaExceededException.class, () -> sharing.share(image, many));

        assertThat(refused.report().orElseThrow().failed()).hasSize(10_000);
        assertThat(sharing.unshare(image, many).unchanged()).hasSize(10_000);
        assertThat(writes()).isZero();
    }

    @Test
    void row25bThreadsThatShareAServiceSendEachTheirOwnRequest() throws Exception {
        List<ImageId> images = cloud.addImages(40);
        List<AccountId> accounts = accounts(40);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ShareReport>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ImageId image = images.get(i);
                AccountId account = accounts.get(i);
                calls.add(() -> sharing.share(image, List.of(account)));
            }
            for (Future<ShareReport> call : threads.invokeAll(calls)) {
                assertThat(call.get().changed()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < 40; i++) {
            assertThat(cloud.accountsOf(images.get(i))).containsExactly(accounts.get(i));
        }
    }

    @ParameterizedTest
    @NullSource
    void refusesANullImageBeforeAnythingIsSent(ImageId image) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.sharedWith(image))
                .withMessageContaining("null");
        assertThat(cloud.requests()).isEmpty();
    }

    private long refusedWrites() {
        return cloud.requests("ModifyImageSharePermission").stream()
                .filter(request -> !request.errorCode().isEmpty())
                .count();
    }
}
