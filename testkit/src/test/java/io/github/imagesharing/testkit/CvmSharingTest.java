package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CvmSharingTest {

    private static final AccountId ANN = AccountId.of("1038493875");
    private static final AccountId BOB = AccountId.of("2700036");
    private static final AccountId CAT = AccountId.of("100000000017");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void sharing_gives_access_and_cancelling_takes_it() {
        ImageId image = cloud.addImage();
        assertThat(share(image, BOB, ANN)).isEmpty();
        assertThat(cloud.accountsOf(image)).containsExactly(BOB, ANN);
        assertThat(Client.each(permissions(image), "SharePermissionSet", "AccountId"))
                .containsExactly(BOB.value(), ANN.value());
        assertThat(cancel(image, BOB, CAT)).isEmpty();
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
    }

    static Stream<Arguments> images_that_may_not_be_shared() {
        return Stream.of(
                image("FailedOperation.BYOLImageShareFailed", i -> i.license(LicenseType.BYOL)),
                image(
                        "UnsupportedOperation.EncryptedImagesNotSupported",
                        i -> i.encrypted(true).withoutSnapshots()),
                image("InvalidParameter.InstanceImageNotSupport", i -> i.wholeInstance(true)),
                image("InvalidParameterValue.InvalidImageState", i -> i.state(ImageState.CREATING)),
                image("UnauthorizedOperation.ImageNotBelongToAccount", i -> i.type(ImageType.PUBLIC_IMAGE)),
                image("UnauthorizedOperation.ImageNotBelongToAccount", i -> i.type(ImageType.SHARED_IMAGE)));
    }

    @ParameterizedTest
    @MethodSource
    void images_that_may_not_be_shared(String code, Consumer<FakeImage> description) {
        ImageId image = cloud.addImage(description);
        assertThat(share(image, ANN)).isEqualTo(code);
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void cancelling_needs_neither_a_normal_image_nor_an_open_account() {
        ImageId image = cloud.addImage(i -> i.sharedWith(ANN).state(ImageState.SYNCING));
        cloud.closeAccount(ANN);
        assertThat(cancel(image, ANN)).isEmpty();
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void image_ids_may_be_unknown_or_malformed() {
        assertThat(modify("img-zzzzzzzz", "SHARE", "'1'")).isEqualTo("InvalidImageId.NotFound");
        assertThat(modify("img-A", "SHARE", "'1'")).isEqualTo("InvalidImageId.Malformed");
        assertThat(Client.code(permissions(ImageId.of("img-zzzzzzzz")))).isEqualTo("InvalidImageId.NotFound");
    }

    @Test
    void accounts_may_be_ones_own_or_closed_or_subordinate_or_malformed() {
        ImageId image = cloud.addImage();
        cloud.closeAccount(BOB);
        cloud.subAccount(CAT);
        assertThat(share(image, cloud.ownAccount())).isEqualTo("FailedOperation.AccountIsYourSelf");
        assertThat(share(image, BOB)).isEqualTo("InvalidAccountId.NotFound");
        assertThat(share(image, CAT)).isEqualTo("FailedOperation.NotMasterAccount");
        assertThat(modify(image.value(), "SHARE", "'12a'")).isEqualTo("InvalidParameterValue.InvalidAppIdFormat");
        assertThat(modify(image.value(), "CANCLE", "'12'")).isEqualTo("InvalidParameterValue");
        assertThat(modify(image.value(), "SHARE", "")).isEqualTo("MissingParameter");
    }

    @Test
    void an_image_has_room_for_so_many_accounts_and_a_request_too() {
        ImageId image = cloud.addImage();
        cloud.accountLimit(2);
        assertThat(share(image, ANN, BOB, CAT)).isEqualTo("OverQuota");
        assertThat(share(image, ANN, BOB)).isEmpty();
        assertThat(share(image, BOB)).isEmpty();
        cloud.accountsPerRequest(1);
        assertThat(cancel(image, ANN, BOB)).isEqualTo("InvalidParameterValue.LimitExceeded");
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_request_changes_what_it_was_told_to(RefusalEffect effect) {
        ImageId image = cloud.addImage();
        cloud.closeAccount(BOB);
        cloud.refusalEffect(effect);
        assertThat(share(image, ANN, BOB, CAT)).isEqualTo("InvalidAccountId.NotFound");
        switch (effect) {
            case NONE -> assertThat(cloud.accountsOf(image)).isEmpty();
            case BEFORE -> assertThat(cloud.accountsOf(image)).containsExactly(ANN);
            case ALL_OTHERS -> assertThat(cloud.accountsOf(image)).containsExactly(ANN, CAT);
        }
    }

    @Test
    void sharing_again_and_cancelling_nothing_are_errors_when_told() {
        ImageId image = cloud.addImage(i -> i.sharedWith(ANN));
        cloud.resharingFails(true);
        cloud.cancellingUnsharedFails(true);
        assertThat(share(image, BOB, ANN)).isEqualTo("FailedOperation.AccountAlreadyExists");
        assertThat(cancel(image, BOB)).isEqualTo("InvalidAccountId.NotFound");
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
    }

    @Test
    void nobody_is_written_in_three_ways() {
        ImageId image = cloud.addImage();
        assertThat(permissions(image).getAsJsonArray("SharePermissionSet")).isEmpty();
        cloud.emptySharePermissionSet(EmptySet.NULL);
        assertThat(permissions(image).get("SharePermissionSet").isJsonNull()).isTrue();
        cloud.emptySharePermissionSet(EmptySet.ABSENT);
        assertThat(permissions(image).has("SharePermissionSet")).isFalse();
        cloud.shareElsewhere(image, ANN);
        assertThat(permissions(image).getAsJsonArray("SharePermissionSet")).hasSize(1);
    }

    @Test
    void others_can_share_and_unshare_meanwhile_and_at_any_time_before() {
        ImageId image = cloud.addImage(i -> i.sharedAt(Instant.parse("2020-01-02T03:04:05Z"), ANN));
        assertThat(Client.each(permissions(image), "SharePermissionSet", "CreatedTime"))
                .containsExactly("2020-01-02T03:04:05Z");
        cloud.shareElsewhere(image, BOB);
        cloud.unshareElsewhere(image, ANN);
        assertThat(cloud.accountsOf(image)).containsExactly(BOB);
    }

    private static Arguments image(String code, Consumer<FakeImage> description) {
        return Arguments.of(code, description);
    }

    private String share(ImageId image, AccountId... accounts) {
        return modify(image.value(), "SHARE", quoted(accounts));
    }

    private String cancel(ImageId image, AccountId... accounts) {
        return modify(image.value(), "CANCEL", quoted(accounts));
    }

    private String modify(String image, String permission, String accounts) {
        String body = "{'ImageId':'" + image + "','Permission':'" + permission + "','AccountIds':[" + accounts + "]}";
        return Client.code(new Client(cloud).call("ModifyImageSharePermission", Client.json(body)));
    }

    private JsonObject permissions(ImageId image) {
        return new Client(cloud).call("DescribeImageSharePermission", Client.json("{'ImageId':'" + image + "'}"));
    }

    private static String quoted(AccountId... accounts) {
        return String.join(",", Stream.of(accounts).map(a -> "'" + a + "'").toList());
    }
}
