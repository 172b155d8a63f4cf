package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvmImagesTest {

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void ids_look_real_and_differ() {
        List<ImageId> ids = cloud.addImages(500);
        assertThat(ids).allMatch(id -> id.value().matches("img-[0-9a-z]{8}"));
        assertThat(new HashSet<>(ids)).hasSize(500);
    }

    @Test
    void an_image_has_the_members_and_nulls_of_the_real_service() {
        cloud.addImage(i -> i.name("web").tag("team", "shop").family("shops").deprecated(true));
        JsonObject image = only(describe("{}"));
        assertThat(image.get("ImageState").getAsString()).isEqualTo("NORMAL");
        assertThat(image.get("ImageType").getAsString()).isEqualTo("PRIVATE_IMAGE");
        assertThat(image.get("LicenseType").getAsString()).isEqualTo("TencentCloud");
        assertThat(image.get("CreatedTime").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(image.get("ImageFamily").getAsString()).isEqualTo("shops");
        assertThat(image.get("ImageDeprecated").getAsBoolean()).isTrue();
        assertThat(image.get("SyncPercent").isJsonNull()).isTrue();
        assertThat(image.get("CreatePercent").isJsonNull()).isTrue();
        assertThat(image.keySet()).contains("_ImageClass", "isSupportCloudinit", "IsSupportCloudinit", "GPUDriverList");
        assertThat(image.get("Tags"))
                .hasToString(Client.json("[{'Key':'team','Value':'shop','tagKey':'team','tagValue':'shop'}]"));
        assertThat(Client.each(image, "SnapshotSet", "DiskUsage")).containsExactly("SYSTEM_DISK");
    }

    @Test
    void the_quirks_are_there_when_told() {
        cloud.addImage(i -> i.withoutSnapshots().state("REBUILDING").license("Rented"));
        JsonObject odd = only(describe("{}"));
        assertThat(odd.keySet()).doesNotContain("SnapshotSet", "ImageFamily", "ImageDeprecated");
        assertThat(odd.get("ImageState").getAsString()).isEqualTo("REBUILDING");
        assertThat(odd.get("LicenseType").getAsString()).isEqualTo("Rented");
        cloud.addImage(i -> i.type(ImageType.PUBLIC_IMAGE));
        JsonObject official = only(describe("{'Filters':[{'Name':'image-type','Values':['PUBLIC_IMAGE']}]}"));
        assertThat(official.get("CreatedTime").isJsonNull()).isTrue();
    }

    @Test
    void pages_are_cut_and_counted() {
        cloud.addImages(25);
        JsonObject first = describe("{}");
        assertThat(first.get("TotalCount").getAsInt()).isEqualTo(25);
        assertThat(first.getAsJsonArray("ImageSet")).hasSize(20);
        assertThat(describe("{'Offset':20}").getAsJsonArray("ImageSet")).hasSize(5);
        assertThat(describe("{'Offset':99}").getAsJsonArray("ImageSet")).isEmpty();
        assertThat(describe("{'Limit':100}").getAsJsonArray("ImageSet")).hasSize(25);
    }

    @Test
    void unknown_ids_are_simply_absent() {
        ImageId image = cloud.addImage();
        JsonObject answer = describe("{'ImageIds':['" + image + "','img-zzzzzzzz']}");
        assertThat(Client.each(answer, "ImageSet", "ImageId")).containsExactly(image.value());
    }

    @ParameterizedTest
    @CsvSource({
        "image-name,eb-1,web-1",
        "platform,Ubun,db-1",
        "image-type,SHARED_IMAGE,from-elsewhere",
        "tag-key,team,web-1",
        "tag-value,shop,web-1",
        "tag:team,shop,web-1"
    })
    void filters_select(String name, String value, String expected) {
        cloud.addImage(i -> i.name("web-1").tag("team", "shop"));
        cloud.addImage(i -> i.name("db-1").platform("Ubuntu"));
        cloud.addImage(i -> i.name("from-elsewhere").type(ImageType.SHARED_IMAGE));
        JsonObject answer = describe("{'Filters':[{'Name':'" + name + "','Values':['" + value + "','nothing']}]}");
        assertThat(Client.each(answer, "ImageSet", "ImageName")).containsExactly(expected);
    }

    @Test
    void what_the_service_does_not_take_is_refused_with_its_code() {
        String filter = "{'Name':'image-id','Values':['img-aaaaaaaa']}";
        cloud.addImage();
        assertThat(code("{'ImageIds':['img-aaaaaaaa'],'Filters':[" + filter + "]}"))
                .isEqualTo("InvalidParameter.InvalidParameterCoexistImageIdsFilters");
        assertThat(code("{'Filters':[{'Name':'image-state','Values':['NORMAL']}]}"))
                .isEqualTo("InvalidFilter");
        assertThat(code("{'Filters':[{'Name':'image-id','Values':['1','2','3','4','5','6']}]}"))
                .isEqualTo("InvalidFilterValue.LimitExceeded");
        assertThat(code("{'Filters':[" + (filter + ",").repeat(10) + filter + "]}"))
                .isEqualTo("InvalidFilterValue.LimitExceeded");
        assertThat(code("{'Limit':101}")).isEqualTo("InvalidParameterValue.InvalidParameterValueLimit");
        assertThat(code("{'ImageIds':[" + ids(101) + "]}")).isEqualTo("InvalidParameterValue.LimitExceeded");
        assertThat(code("{'ImageIds':['img_1']}")).isEqualTo("InvalidImageId.Malformed");
    }

    @Test
    void an_image_of_another_region_is_not_there() {
        cloud.addImage(i -> i.region(Region.of("ap-singapore")));
        assertThat(describe("{}").get("TotalCount").getAsInt()).isZero();
    }

    @Test
    void an_image_can_change_and_go() {
        ImageId image = cloud.addImage(i -> i.state(ImageState.CREATING));
        cloud.changeImage(image, i -> i.state(ImageState.NORMAL).license(LicenseType.BYOL));
        assertThat(only(describe("{}")).get("ImageState").getAsString()).isEqualTo("NORMAL");
        cloud.deleteImage(image);
        assertThat(describe("{}").get("TotalCount").getAsInt()).isZero();
    }

    @Test
    void a_lagging_read_shows_what_was() {
        cloud.readLag(Duration.ofHours(1));
        ImageId image = cloud.addImage();
        assertThat(describe("{}").get("TotalCount").getAsInt()).isZero();
        assertThat(cloud.accountsOf(image)).isEmpty();
        cloud.readLag(Duration.ZERO);
        assertThat(describe("{}").get("TotalCount").getAsInt()).isOne();
    }

    @Test
    void a_lag_ends_by_the_clock_it_is_measured_by() {
        AtomicLong clock = new AtomicLong();
        cloud.lagClock(clock::get);
        cloud.readLag(Duration.ofHours(1));
        cloud.addImage();
        clock.set(Duration.ofHours(1).toNanos() - 1);
        assertThat(describe("{}").get("TotalCount").getAsInt()).isZero();
        clock.incrementAndGet();
        assertThat(describe("{}").get("TotalCount").getAsInt()).isOne();
    }

    @Test
    void snapshots_tell_what_is_encrypted() {
        cloud.addImage(i -> i.encrypted(true).wholeInstance(true));
        List<String> snapshots = Client.each(only(describe("{}")), "SnapshotSet", "SnapshotId");
        assertThat(snapshots).hasSize(2);
        JsonObject answer = new Client(cloud)
                .call(
                        "DescribeSnapshots",
                        Client.json("{'SnapshotIds':['" + String.join("','", snapshots) + "','snap-unknown1']}"));
        assertThat(Client.each(answer, "SnapshotSet", "Encrypt")).containsExactly("true", "true");
        assertThat(Client.each(answer, "SnapshotSet", "DiskUsage")).containsExactly("SYSTEM_DISK", "DATA_DISK");
        JsonObject tooMany =
                new Client(cloud).call("DescribeSnapshots", Client.json("{'SnapshotIds':[" + ids(101) + "]}"));
        assertThat(Client.code(tooMany)).isEqualTo("InvalidParameterValue");
    }

    private JsonObject describe(String body) {
        return new Client(cloud).call("DescribeImages", Client.json(body));
    }

    private String code(String body) {
        return Client.code(describe(body));
    }

    private static JsonObject only(JsonObject answer) {
        return answer.getAsJsonArray("ImageSet").get(0).getAsJsonObject();
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj("'img-%08d'"::formatted).collect(Collectors.joining(","));
    }
}
