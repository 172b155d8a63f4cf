package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.Region;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of images in other regions, and what each switch makes of them. */
class CvmCopyTest {

    private static final Region HOME = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final AccountId ANN = AccountId.of("100000000002");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final AtomicLong clock = new AtomicLong();
    private final ImageId image = cloud.addImage(i -> i.name("web")
            .region(HOME)
            .platform("Ubuntu")
            .osName("Ubuntu Server 22.04 LTS 64bit")
            .tag("team", "shop")
            .sharedWith(ANN));

    CvmCopyTest() {
        cloud.lagClock(clock::get);
        cloud.unlimitedRates();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_copy_is_an_image_of_its_own_and_like_its_source_but_for_tags_and_accounts() {
        JsonObject answer = sync("'ImageSetRequired':true", SINGAPORE, FRANKFURT);

        assertThat(Client.each(answer, "ImageSet", "Region")).containsExactly("ap-singapore", "eu-frankfurt");
        ImageId copy = only(SINGAPORE);
        assertThat(Client.each(answer, "ImageSet", "ImageId"))
                .containsExactly(copy.value(), only(FRANKFURT).value())
                .doesNotContain(image.value())
                .doesNotHaveDuplicates();
        JsonObject source = described(HOME, image);
        JsonObject shown = described(SINGAPORE, copy);
        for (String same : List.of(
                "ImageName",
                "Platform",
                "OsName",
                "Architecture",
                "ImageSize",
                "ImageSource",
                "LicenseType",
                "ImageType",
                "ImageState")) {
            assertThat(shown.get(same)).as(same).isEqualTo(source.get(same));
        }
        assertThat(shown.getAsJsonArray("Tags")).isEmpty();
        assertThat(cloud.accountsOf(copy)).isEmpty();
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
        assertThat(Client.each(describe(HOME, "{}"), "ImageSet", "ImageId")).containsExactly(image.value());
    }

    @Test
    void the_ids_come_only_when_asked_for() {
        assertThat(sync("", SINGAPORE).getAsJsonArray("ImageSet")).isEmpty();
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
    }

    @Test
    void ids_may_be_kept_to_themselves() {
        cloud.copyIds(CopyIds.NOT_IN_ANSWER);
        assertThat(sync("'ImageSetRequired':true", SINGAPORE).getAsJsonArray("ImageSet"))
                .isEmpty();
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
    }

    @Test
    void an_old_private_cloud_knows_two_parameters() {
        cloud.copyIds(CopyIds.UNKNOWN_PARAMETER);
        JsonObject refused = sync("'ImageSetRequired':true", SINGAPORE);
        assertThat(Client.code(refused)).isEqualTo("UnknownParameter");
        assertThat(Client.message(refused)).contains("ImageSetRequired");
        assertThat(Client.code(sync("'ImageName':'other'", SINGAPORE))).isEqualTo("UnknownParameter");
        assertThat(cloud.imagesIn(SINGAPORE)).isEmpty();
        assertThat(Client.code(sync("", SINGAPORE))).isEmpty();
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
    }

    @Test
    void a_copy_may_have_another_name() {
        sync("'ImageName':'web-7'", SINGAPORE);
        assertThat(cloud.nameOf(only(SINGAPORE))).isEqualTo("web-7");
        assertThat(Client.code(sync("'ImageName':'" + "x".repeat(61) + "'", FRANKFURT)))
                .isEqualTo("InvalidParameter.ValueTooLarge");
    }

    @Test
    void a_dry_run_checks_and_makes_nothing() {
        JsonObject answer = sync("'DryRun':true", SINGAPORE);
        assertThat(answer.keySet()).containsExactly("RequestId");
        assertThat(cloud.imagesIn(SINGAPORE)).isEmpty();
        cloud.imageQuota(SINGAPORE, 0);
        assertThat(Client.code(sync("'DryRun':true", SINGAPORE))).isEqualTo("ImageQuotaLimitExceeded");
    }

    static Stream<Arguments> uncopyable() {
        return Stream.of(
                source("FailedOperation.InvalidImageState", i -> i.state(ImageState.SYNCING)),
                source("InvalidImageId.IncorrectState", i -> i.state(ImageState.CREATEFAILED)),
                source("InvalidParameter.InstanceImageNotSupport", i -> i.wholeInstance(true)),
                source("UnsupportedOperation.EncryptedImagesNotSupported", i -> i.encrypted(true)),
                source("InvalidParameterValue.InvalidImageId", i -> i.type(ImageType.SHARED_IMAGE)),
                source("InvalidImageId.NotFound", i -> i.region(FRANKFURT)));
    }

    @ParameterizedTest
    @MethodSource
    void uncopyable(String code, Consumer<FakeImage> description) {
        cloud.changeImage(image, description);
        assertThat(Client.code(sync("", SINGAPORE))).isEqualTo(code);
        assertThat(cloud.imagesIn(SINGAPORE)).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ImageIds':['img-aaaaaaaa','img-bbbbbbbb'],'DestinationRegions':['x'] | InvalidParameterValue.LimitExceeded",
                "'ImageIds':['img-A'],'DestinationRegions':['ap-singapore'] | InvalidImageId.Malformed",
                "'ImageIds':['img-zzzzzzzz'],'DestinationRegions':['ap-singapore'] | InvalidImageId.NotFound",
                "'ImageIds':['img-zzzzzzzz'] | MissingParameter",
                "'DestinationRegions':['ap-singapore'] | MissingParameter",
                "'ImageIds':['img-zzzzzzzz'],'DestinationRegions':['x'],'DryRun':'true' | InvalidParameter"
            })
    void malformed_requests(String members, String code) {
        JsonObject answer = new Client(cloud).call("SyncImages", Client.json("{" + members + "}"));
        assertThat(Client.code(answer)).isEqualTo(code);
    }

    @Test
    void its_own_region_is_no_destination_unless_the_copy_is_encrypted() {
        assertThat(Client.code(sync("'ImageName':'safe'", HOME))).isEqualTo("InvalidParameterValue.InvalidRegion");
        assertThat(Client.code(sync("'ImageName':'safe','Encrypt':true", HOME))).isEmpty();
        assertThat(cloud.imagesIn(HOME)).hasSize(2);
        assertThat(Client.code(sync("'KmsKeyId':'key'", SINGAPORE))).isEqualTo("InvalidParameter.InvalidKmsKeyId");
    }

    @Test
    void an_image_of_all_regions_is_where_it_is_first_copied_from() {
        ImageId everywhere = cloud.addImage(i -> i.name("everywhere"));
        assertThat(cloud.imagesIn(SINGAPORE)).containsExactly(everywhere);
        String body = "{'ImageIds':['" + everywhere + "'],'DestinationRegions':['ap-singapore']}";
        assertThat(Client.code(new Client(cloud).call("SyncImages", Client.json(body))))
                .isEmpty();
        assertThat(cloud.imagesIn(HOME)).containsExactly(image, everywhere);
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1).doesNotContain(everywhere);
    }

    @Test
    void copying_takes_its_time_by_the_clock_of_the_lag() {
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE);
        ImageId copy = only(SINGAPORE);
        assertThat(progress(copy)).isEqualTo("SYNCING 0");
        clock.set(Duration.ofMinutes(10).toNanos());
        assertThat(progress(copy)).isEqualTo("SYNCING 50");
        cloud.syncPercentShown(false);
        assertThat(progress(copy)).isEqualTo("SYNCING null");
        clock.set(Duration.ofMinutes(20).toNanos() - 1);
        assertThat(progress(copy)).isEqualTo("SYNCING null");
        clock.incrementAndGet();
        assertThat(progress(copy)).isEqualTo("NORMAL null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_copy_has_its_own_time_or_that_of_its_source(boolean keep) {
        ImageId old = cloud.addImage(i -> i.region(HOME).name("old").createdAt(Instant.parse("2020-01-01T00:00:00Z")));
        cloud.copiesKeepTime(keep);

        ImageId copy = cloud.copyingElsewhere(old, SINGAPORE, "old");

        assertThat(described(SINGAPORE, copy).get("CreatedTime").getAsString().startsWith("2020"))
                .isEqualTo(keep);
    }

    @ParameterizedTest
    @EnumSource
    void somebody_shows_that_it_is_copied(SyncingImage shown) {
        boolean held = shown == SyncingImage.SOURCE || shown == SyncingImage.BOTH;
        cloud.syncingShown(shown);
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE);
        ImageId copy = only(SINGAPORE);

        assertThat(state(HOME, image)).isEqualTo(held ? "SYNCING" : "NORMAL");
        assertThat(state(SINGAPORE, copy))
                .isEqualTo(
                        switch (shown) {
                            case COPY, BOTH -> "SYNCING";
                            case SOURCE -> "not listed";
                            case NEITHER -> "USING";
                        });
        assertThat(Client.code(sync("", FRANKFURT))).isEqualTo(held ? "FailedOperation.InvalidImageState" : "");
        assertThat(share(HOME, image)).isEqualTo(held ? "InvalidParameterValue.InvalidImageState" : "");
        assertThat(share(SINGAPORE, copy))
                .isEqualTo(
                        shown == SyncingImage.SOURCE
                                ? "InvalidImageId.NotFound"
                                : "InvalidParameterValue.InvalidImageState");

        clock.set(Duration.ofMinutes(20).toNanos());
        assertThat(state(HOME, image)).isEqualTo("NORMAL");
        assertThat(state(SINGAPORE, copy)).isEqualTo("NORMAL");
        assertThat(share(SINGAPORE, copy)).isEmpty();
    }

    @Test
    void a_source_is_held_until_its_last_copy_is_done() {
        cloud.syncingShown(SyncingImage.SOURCE);
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE);
        clock.set(Duration.ofMinutes(10).toNanos());
        ImageId later = cloud.copyingElsewhere(image, FRANKFURT, "web");
        clock.set(Duration.ofMinutes(20).toNanos());
        assertThat(state(HOME, image)).isEqualTo("SYNCING");
        assertThat(state(FRANKFURT, later)).isEqualTo("not listed");
        clock.set(Duration.ofMinutes(30).toNanos());
        assertThat(state(HOME, image)).isEqualTo("NORMAL");
        assertThat(state(FRANKFURT, later)).isEqualTo("NORMAL");
    }

    @Test
    void what_a_test_changes_or_deletes_meanwhile_stays_so() {
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE, FRANKFURT);
        ImageId deleted = only(SINGAPORE);
        ImageId failed = only(FRANKFURT);
        cloud.deleteImage(deleted);
        cloud.changeImage(failed, i -> i.state(ImageState.CREATEFAILED));
        clock.set(Duration.ofMinutes(20).toNanos());
        assertThat(state(SINGAPORE, deleted)).isEqualTo("not listed");
        assertThat(state(FRANKFURT, failed)).isEqualTo("CREATEFAILED");
    }

    @ParameterizedTest
    @EnumSource
    void a_name_that_is_taken(DuplicateNames outcome) {
        cloud.readLag(Duration.ofHours(1));
        cloud.copyingElsewhere(image, SINGAPORE, "web");
        cloud.duplicateNames(outcome);
        String code = Client.code(sync("", SINGAPORE));
        clock.set(Duration.ofHours(2).toNanos());
        List<String> states = Client.each(describe(SINGAPORE, "{}"), "ImageSet", "ImageState");
        switch (outcome) {
            case REFUSED -> {
                assertThat(code).isEqualTo("InvalidImageName.Duplicate");
                assertThat(states).containsExactly("NORMAL");
            }
            case MADE -> {
                assertThat(code).isEmpty();
                assertThat(states).containsExactly("NORMAL", "NORMAL");
            }
            case FAIL_LATER -> {
                assertThat(code).isEmpty();
                assertThat(states).containsExactly("NORMAL", "CREATEFAILED");
            }
        }
    }

    @Test
    void a_copy_that_is_not_listed_yet_has_its_name_already() {
        cloud.syncingShown(SyncingImage.SOURCE);
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE);
        cloud.changeImage(image, i -> i.state(ImageState.NORMAL));
        assertThat(Client.code(sync("", SINGAPORE))).isEqualTo("InvalidImageName.Duplicate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidRegion.Unavailable",
                "UnsupportedOperation.Region",
                "InvalidParameterValue.InvalidRegion",
                "InvalidRegion.NotFound"
            })
    void a_region_that_cannot_be_copied_to(String code) {
        cloud.cannotCopyTo(SINGAPORE, code);
        assertThat(Client.code(sync("", SINGAPORE))).isEqualTo(code);
        assertThat(Client.code(sync("", FRANKFURT))).isEmpty();
    }

    @Test
    void a_region_without_the_product_is_none_to_copy_to() {
        cloud.unsupportedRegion(SINGAPORE);
        assertThat(Client.code(sync("", SINGAPORE))).isEqualTo("InvalidRegion.NotFound");
    }

    @Test
    void a_region_has_room_for_so_many_images_of_its_own() {
        cloud.addImage();
        cloud.addImage(i -> i.region(SINGAPORE));
        cloud.imageQuota(SINGAPORE, 2);
        assertThat(Client.code(sync("", SINGAPORE))).isEmpty();
        assertThat(Client.code(sync("'ImageName':'next'", SINGAPORE))).isEqualTo("ImageQuotaLimitExceeded");
    }

    @ParameterizedTest
    @EnumSource
    void a_request_refused_for_one_region_begins_what_it_was_told_to(RefusalEffect effect) {
        Region tokyo = Region.of("ap-tokyo");
        cloud.cannotCopyTo(FRANKFURT, "InvalidRegion.Unavailable");
        cloud.refusalEffect(effect);
        assertThat(Client.code(sync("", SINGAPORE, FRANKFURT, tokyo))).isEqualTo("InvalidRegion.Unavailable");
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(effect == RefusalEffect.NONE ? 0 : 1);
        assertThat(cloud.imagesIn(FRANKFURT)).isEmpty();
        assertThat(cloud.imagesIn(tokyo)).hasSize(effect == RefusalEffect.ALL_OTHERS ? 1 : 0);
    }

    @Test
    void copies_fail_where_told() {
        cloud.copiesFail(SINGAPORE);
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE, FRANKFURT);
        assertThat(state(SINGAPORE, only(SINGAPORE))).isEqualTo("SYNCING");
        clock.set(Duration.ofMinutes(20).toNanos());
        assertThat(state(SINGAPORE, only(SINGAPORE))).isEqualTo("CREATEFAILED");
        assertThat(state(FRANKFURT, only(FRANKFURT))).isEqualTo("NORMAL");
    }

    @Test
    void reads_of_copies_lag_like_all_reads() {
        cloud.readLag(Duration.ofMinutes(5));
        cloud.copying(Duration.ofMinutes(20));
        sync("", SINGAPORE);
        ImageId copy = only(SINGAPORE);
        assertThat(state(SINGAPORE, copy)).isEqualTo("not listed");
        clock.set(Duration.ofMinutes(5).toNanos());
        assertThat(state(SINGAPORE, copy)).isEqualTo("SYNCING");
        clock.set(Duration.ofMinutes(25).toNanos() - 1);
        assertThat(state(SINGAPORE, copy)).isEqualTo("SYNCING");
        clock.incrementAndGet();
        assertThat(state(SINGAPORE, copy)).isEqualTo("NORMAL");
    }

    @Test
    void faults_and_policies_and_the_rate_hold_for_it_too() {
        cloud.failNext("SyncImages", Fault.dropBefore());
        assertThat(lost(SINGAPORE)).isTrue();
        assertThat(cloud.imagesIn(SINGAPORE)).isEmpty();
        cloud.failNext("SyncImages", Fault.dropAfter());
        assertThat(lost(SINGAPORE)).isTrue();
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
        cloud.refuse("cvm:SyncImages");
        assertThat(Client.code(sync("", FRANKFURT))).isEqualTo("UnauthorizedOperation");
        cloud.rate("SyncImages", 1);
        sync("", FRANKFURT);
        assertThat(Client.code(sync("", FRANKFURT))).isEqualTo("RequestLimitExceeded");
    }

    private static Arguments source(String code, Consumer<FakeImage> description) {
        return Arguments.of(code, description);
    }

    private boolean lost(Region destination) {
        try {
            new Client(cloud).exchange("SyncImages", "2017-03-12", body("", destination));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private JsonObject sync(String more, Region... destinations) {
        return new Client(cloud).call("SyncImages", body(more, destinations));
    }

    private String body(String more, Region... destinations) {
        String regions =
                String.join("','", Stream.of(destinations).map(Region::value).toList());
        return Client.json("{'ImageIds':['" + image + "'],'DestinationRegions':['" + regions + "']"
                + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private ImageId only(Region region) {
        assertThat(cloud.imagesIn(region)).hasSize(1);
        return cloud.imagesIn(region).get(0);
    }

    private JsonObject describe(Region region, String body) {
        return new Client(cloud).header("X-TC-Region", region.value()).call("DescribeImages", Client.json(body));
    }

    private JsonObject described(Region region, ImageId id) {
        return describe(region, "{'ImageIds':['" + id + "']}")
                .getAsJsonArray("ImageSet")
                .get(0)
                .getAsJsonObject();
    }

    private String state(Region region, ImageId id) {
        List<String> states = Client.each(describe(region, "{'ImageIds':['" + id + "']}"), "ImageSet", "ImageState");
        return states.isEmpty() ? "not listed" : states.get(0);
    }

    private String progress(ImageId copy) {
        JsonObject shown = described(SINGAPORE, copy);
        return shown.get("ImageState").getAsString() + " " + shown.get("SyncPercent");
    }

    private String share(Region region, ImageId id) {
        String body = "{'ImageId':'" + id + "','Permission':'SHARE','AccountIds':['" + ANN + "']}";
        return Client.code(new Client(cloud)
                .header("X-TC-Region", region.value())
                .call("ModifyImageSharePermission", Client.json(body)));
    }
}
