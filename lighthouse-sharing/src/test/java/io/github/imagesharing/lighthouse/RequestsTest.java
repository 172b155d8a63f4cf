package io.github.imagesharing.lighthouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Site;
import io.github.imagesharing.testkit.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.NullSource;

/** What goes over the wire, how often and where to. */
class RequestsTest extends FakeCloudFixture {

    /** Recorded from the official models of the all-products jar, version 3.1.1436, with the identifiers put in. */
    @Test
    void rowLH1WritesWhatTheOfficialModelsWrite() {
        ImageId image = cloud.addImage();

        sharing.checkLighthouse(image);
        assertThat(lastBody("DescribeImagesToShare")).isEqualTo("{\"ImageIds\":[\"" + image + "\"]}");

        BlueprintId blueprint = sharing.shareToLighthouse(image);
        assertThat(lastBody(WRITE)).isEqualTo("{\"ImageId\":\"" + image + "\",\"Permission\":\"SHARE\"}");

        sharing.checkLighthouse(image);
        assertThat(lastBody(LIST))
                .isEqualTo("{\"Offset\":0,\"Limit\":100,"
                        + "\"Filters\":[{\"Name\":\"blueprint-type\",\"Values\":[\"PRIVATE\",\"SHARED\"]}]}");

        sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER));
        assertThat(lastBody(HAND_ON))
                .isEqualTo("{\"BlueprintId\":\"" + blueprint + "\",\"AccountIds\":[\"1038493875\",\"3205597606\"]}");

        sharing.unshareBlueprint(blueprint, List.of(PARTNER));
        assertThat(lastBody(TAKE_BACK))
                .isEqualTo("{\"BlueprintId\":\"" + blueprint + "\",\"AccountIds\":[\"1038493875\"]}");

        sharing.unshareFromLighthouse(image);
        assertThat(lastBody(WRITE)).isEqualTo("{\"ImageId\":\"" + image + "\",\"Permission\":\"CANCEL\"}");
    }

    /** That jar has no model of this one; the names are those of the official documents. */
    @Test
    void asksWhoHasABlueprintAsTheDocumentsSay() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());

        sharing.blueprintSharedWith(blueprint);

        assertThat(lastBody(ACCESS)).isEqualTo("{\"BlueprintIds\":[\"" + blueprint + "\"],\"Offset\":0,\"Limit\":100}");
    }

    @Test
    void rowPG3AnAccountTakenAwayBetweenTwoPagesHidesNoOther() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        List<AccountId> accounts = accounts(150);
        cloud.shareElsewhere(blueprint, accounts.toArray(AccountId[]::new));
        between(ACCESS, () -> cloud.unshareElsewhere(blueprint, accounts.get(3)));

        ShareReport report = sharing.unshareBlueprint(blueprint, List.of(accounts.get(100)));

        assertThat(report.changed()).containsExactly(accounts.get(100));
        assertThat(cloud.accountsOf(blueprint)).hasSize(148).doesNotContain(accounts.get(100));
    }

    @Test
    void aBlueprintDeletedBetweenTwoPagesHidesNoOther() {
        List<ImageId> images = cloud.addImages(150);
        images.forEach(cloud::addBlueprint);
        between(LIST, () -> sharing.unshareFromLighthouse(images.get(3)));

        assertThat(sharing.checkLighthouse(images.get(100)).violations())
                .hasAtLeastOneElementOfType(AlreadySharedException.class);
    }

    /** Once, after the first page. */
    private void between(String action, Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        cloud.afterEach(action, () -> {
            if (!done.getAndSet(true)) {
                change.run();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CHINA, ap-guangzhou, lighthouse.tencentcloudapi.com",
        "INTERNATIONAL, ap-singapore, lighthouse.intl.tencentcloudapi.com"
    })
    void signsForTheRealHostWhereverItSends(Site site, String region, String host) {
        CloudSettings.Builder there = settings().site(site).region(Region.of(region));
        ImageId image = cloud.addImage(i -> i.region(Region.of(region)));

        service(there).shareToLighthouse(image);

        assertThat(cloud.requests()).extracting(RecordedRequest::host).containsOnly(host);
        assertThat(cloud.requests()).extracting(RecordedRequest::region).containsOnly(region);
    }

    @Test
    void asksForItsTurnAtThePublishedRates() {
        Map<String, Integer> asked = new HashMap<>();
        RequestQuota noting = (api, host, atMost) -> {
            asked.put(api.service() + ":" + api.action(), api.perSecond());
            return Optional.of(RequestQuota.Permit.granted());
        };
        ImageSharingService noted = service(settings().quota(noting));
        ImageId image = cloud.addImage();

        BlueprintId blueprint = noted.shareToLighthouse(image);
        noted.checkLighthouse(image);
        noted.shareBlueprint(blueprint, List.of(PARTNER));
        noted.unshareBlueprint(blueprint, List.of(PARTNER));

        assertThat(asked)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lighthouse:DescribeImagesToShare", 20,
                        "lighthouse:ModifyImageSharePermission", 20,
                        "lighthouse:DescribeBlueprints", 10,
                        "lighthouse:ShareBlueprintAcrossAccounts", 20,
                        "lighthouse:CancelShareBlueprintAcrossAccounts", 20,
                        "lighthouse:DescribeBlueprintsShareAcrossAccountInfos", 20));
    }

    /** The SDK looks a member up by the name of the field and prints a stack trace where they differ. */
    @Test
    void rowLH11PrintsNothing() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            ImageId image = cloud.addImage();
            BlueprintId blueprint = sharing.shareToLighthouse(image);
            sharing.checkLighthouse(image);
            sharing.shareBlueprint(blueprint, List.of(PARTNER));
            sharing.blueprintSharedWith(blueprint);
            sharing.unshareBlueprint(blueprint, List.of(PARTNER));
            sharing.unshareFromLighthouse(image);
        } finally {
            System.setErr(err);
        }
        assertThat(cloud.requests()).extracting(RecordedRequest::action).contains(HAND_ON, TAKE_BACK, ACCESS, LIST);
        assertThat(printed.toString(UTF_8)).doesNotContain("NoSuchFieldException");
    }

    @Test
    void rowLH10ThereIsNoClientWithoutARegion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudSettings.builder().build())
                .withMessageContaining("region null");
    }

    static Stream<Collection<AccountId>> accountsThatAreNone() {
        return Stream.of(List.of(), new ArrayList<>(Arrays.asList(PARTNER, null)));
    }

    @ParameterizedTest
    @MethodSource("accountsThatAreNone")
    @NullAndEmptySource
    void refusesAccountsThatAreNoneBeforeAnythingIsSent(List<AccountId> accounts) {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());

        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareBlueprint(blueprint, accounts));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.unshareBlueprint(blueprint, accounts));
        assertThat(cloud.requests()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    void refusesANullImageBeforeAnythingIsSent(ImageId image) {
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareToLighthouse(image));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.unshareFromLighthouse(image));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.checkLighthouse(image));
        assertThat(cloud.requests()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    void refusesANullBlueprintBeforeAnythingIsSent(BlueprintId blueprint) {
        List<AccountId> accounts = List.of(PARTNER);

        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareBlueprint(blueprint, accounts));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.unshareBlueprint(blueprint, accounts));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.blueprintSharedWith(blueprint));
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void withLighthouseAloneTheOtherHalfNamesTheArtifactToAdd() {
        ImageId image = cloud.addImage();
        List<AccountId> accounts = List.of(PARTNER);
        List<ThrowingCallable> calls = List.of(
                () -> sharing.share(image, accounts),
                () -> sharing.unshare(image, accounts),
                () -> sharing.sharedWith(image),
                () -> sharing.check(image, accounts),
                () -> sharing.images(),
                () -> sharing.shareAll(List.of(image), accounts),
                () -> sharing.unshareAll(List.of(image), accounts));

        assertThat(calls)
                .allSatisfy(call -> assertThatIllegalStateException()
                        .isThrownBy(call)
                        .withMessageContaining("io.github.imagesharing:image-sharing-cvm"));
    }
}
