package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LighthouseTest {

    private static final AccountId ANN = AccountId.of("1038493875");
    private static final AccountId BOB = AccountId.of("2700036");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void sharing_makes_a_blueprint_once_and_cancelling_takes_it_with_a_null_id() {
        ImageId image = cloud.addImage();
        JsonObject shared = modify(image, "SHARE");
        assertThat(shared.get("BlueprintId").getAsString()).matches("lhbp-[0-9a-z]{8}");
        assertThat(cloud.blueprintOf(image).map(BlueprintId::value))
                .contains(shared.get("BlueprintId").getAsString());
        assertThat(Client.code(modify(image, "SHARE"))).isEqualTo("UnsupportedOperation.ImageAlreadyShared");
        assertThat(modify(image, "CANCEL").get("BlueprintId").isJsonNull()).isTrue();
        assertThat(cloud.blueprintOf(image)).isEmpty();
        assertThat(Client.code(modify(image, "CANCEL"))).isEmpty();
    }

    static Stream<Consumer<FakeImage>> images_that_miss_a_condition_say_so_before_and_when_shared() {
        return Stream.of(
                i -> i.source(ImageSource.EXTERNAL_IMPORT),
                i -> i.wholeInstance(true),
                i -> i.cloudInit(false),
                i -> i.platform("FreeBSD"),
                i -> i.state(ImageState.CREATING));
    }

    @ParameterizedTest
    @MethodSource
    void images_that_miss_a_condition_say_so_before_and_when_shared(Consumer<FakeImage> description) {
        ImageId image = cloud.addImage(description);
        JsonObject listed = toShare(image);
        assertThat(listed.get("IsShareable").getAsBoolean()).isFalse();
        assertThat(listed.get("UnshareableReason").getAsString()).isNotEmpty();
        assertThat(Client.code(modify(image, "SHARE"))).isEqualTo("UnsupportedOperation.ImageUnableToShare");
    }

    @Test
    void an_image_is_shareable_until_it_is_shared() {
        ImageId image = cloud.addImage();
        assertThat(toShare(image).get("IsShareable").getAsBoolean()).isTrue();
        assertThat(toShare(image).get("UnshareableReason").getAsString()).isEmpty();
        cloud.addBlueprint(image);
        assertThat(toShare(image).get("IsShareable").getAsBoolean()).isFalse();
    }

    @Test
    void a_blueprint_that_came_by_a_share_is_handed_on_unless_told_otherwise() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        String body = Client.json("{'BlueprintId':'%s','AccountIds':['%s']}");
        cloud.refusesSharedBlueprints(true);
        assertThat(share(body.formatted(blueprint, ANN))).isEmpty();
        cloud.blueprintType("SHARED");
        assertThat(share(body.formatted(blueprint, BOB))).isEqualTo("ResourceNotFound.PrivateBlueprintNotFound");
        cloud.refusesSharedBlueprints(false);
        assertThat(share(body.formatted(blueprint, BOB))).isEmpty();
        assertThat(cloud.accountsOf(blueprint)).containsExactly(ANN, BOB);
    }

    private String share(String body) {
        return Client.code(new Client(cloud).lighthouse("ShareBlueprintAcrossAccounts", body));
    }

    @Test
    void other_refusals_have_their_codes() {
        ImageId used = cloud.addImage(i -> i.state(ImageState.USING));
        assertThat(Client.code(modify(used, "SHARE"))).isEqualTo("ResourceInUse.ImageInUse");
        assertThat(Client.code(modify(ImageId.of("img-zzzzzzzz"), "SHARE")))
                .isEqualTo("ResourceNotFound.ImageIdNotFound");
        assertThat(Client.code(modify(ImageId.of("img-Z"), "SHARE")))
                .isEqualTo("InvalidParameterValue.InvalidImageIdMalformed");
        cloud.lighthouseRole(LighthouseRole.MISSING);
        assertThat(Client.code(modify(used, "SHARE"))).isEqualTo("ResourceNotFound.RoleNotFound");
        cloud.lighthouseRole(LighthouseRole.NOT_GRANTED);
        assertThat(Client.code(modify(used, "SHARE"))).isEqualTo("UnsupportedOperation.AssumeRoleFailed");
    }

    @Test
    void blueprints_are_listed_with_the_image_they_come_from() {
        ImageId image = cloud.addImage();
        BlueprintId blueprint = cloud.addBlueprint(image);
        JsonObject answer = lighthouse("DescribeBlueprints", "{'BlueprintIds':['" + blueprint + "']}");
        assertThat(Client.each(answer, "BlueprintSet", "ImageId")).containsExactly(image.value());
        assertThat(lighthouse("DescribeBlueprints", "{'Filters':[{'Name':'blueprint-state','Values':['OFFLINE']}]}")
                        .get("TotalCount")
                        .getAsInt())
                .isZero();
        assertThat(Client.code(lighthouse("DescribeBlueprints", "{'Limit':101}")))
                .isEqualTo("InvalidParameterValue.OutOfRange");
    }

    @Test
    void a_blueprint_is_handed_on_and_taken_back() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        assertThat(handOn(blueprint, ANN.value(), BOB.value())).isEmpty();
        assertThat(cloud.accountsOf(blueprint)).containsExactly(ANN, BOB);
        assertThat(handOn(blueprint, ANN.value())).isEqualTo("UnsupportedOperation.BlueprintAlreadyShared");
        JsonObject infos = lighthouse(
                "DescribeBlueprintsShareAcrossAccountInfos",
                "{'BlueprintIds':['" + blueprint + "'],'Filters':[{'Name':'account-id','Values':['" + BOB + "']}]}");
        assertThat(Client.each(infos, "BlueprintShareAcrossAccountInfoSet", "AccountId"))
                .containsExactly(BOB.value());
        assertThat(across("Cancel", blueprint, ANN.value())).isEmpty();
        assertThat(across("Cancel", blueprint, ANN.value())).isEqualTo("UnsupportedOperation.BlueprintHasNotShared");
        cloud.unshareElsewhere(blueprint, BOB);
        assertThat(cloud.accountsOf(blueprint)).isEmpty();
    }

    @Test
    void accounts_a_blueprint_cannot_go_to_are_refused() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        cloud.closeAccount(ANN);
        cloud.subAccount(BOB);
        cloud.accountLimit(1);
        assertThat(handOn(blueprint, cloud.ownAccount().value()))
                .isEqualTo("InvalidParameterValue.AccountIdSameWithUin");
        assertThat(handOn(blueprint, ANN.value())).isEqualTo("InvalidParameterValue.AccountIdsNotExist");
        assertThat(handOn(blueprint, BOB.value())).isEqualTo("InvalidParameterValue.AccountIdsNotOwnerAccount");
        assertThat(handOn(blueprint, "1", "2"))
                .isEqualTo("LimitExceeded.ShareBlueprintAcrossAccountQuotaLimitExceeded");
        assertThat(handOn(
                        blueprint,
                        IntStream.range(0, 11).mapToObj(String::valueOf).toArray(String[]::new)))
                .isEqualTo("InvalidParameterValue.LimitExceeded");
        assertThat(handOn(BlueprintId.of("lhbp-zzzzzzzz"), "1")).isEqualTo("ResourceNotFound.BlueprintIdNotFound");
        cloud.blueprintState(blueprint, "SYNCING");
        assertThat(handOn(blueprint, "1")).isEqualTo("UnsupportedOperation.BlueprintCurStateInvalid");
    }

    @Test
    void two_changes_to_one_blueprint_at_once_are_refused() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        cloud.unlimitedRates();
        cloud.latency(Duration.ofSeconds(2));
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> handOn(blueprint, ANN.value()));
        while (cloud.accountsOf(blueprint).isEmpty()) {
            Thread.onSpinWait();
        }
        cloud.latency(Duration.ZERO);
        assertThat(handOn(blueprint, BOB.value())).isEqualTo("ResourceInUse.BlueprintModifyingSharePermission");
        assertThat(first.join()).isEmpty();
        while (handOn(blueprint, BOB.value()).equals("ResourceInUse.BlueprintModifyingSharePermission")) {
            Thread.onSpinWait();
        }
        assertThat(cloud.accountsOf(blueprint)).containsExactly(ANN, BOB);
    }

    private JsonObject modify(ImageId image, String permission) {
        return lighthouse(
                "ModifyImageSharePermission", "{'ImageId':'" + image + "','Permission':'" + permission + "'}");
    }

    private JsonObject toShare(ImageId image) {
        return lighthouse("DescribeImagesToShare", "{'ImageIds':['" + image + "']}")
                .getAsJsonArray("ImageSet")
                .get(0)
                .getAsJsonObject();
    }

    private String handOn(BlueprintId blueprint, String... accounts) {
        return across("", blueprint, accounts);
    }

    private String across(String prefix, BlueprintId blueprint, String... accounts) {
        return Client.code(lighthouse(
                prefix + "ShareBlueprintAcrossAccounts",
                "{'BlueprintId':'" + blueprint + "','AccountIds':['" + String.join("','", accounts) + "']}"));
    }

    private JsonObject lighthouse(String action, String body) {
        return new Client(cloud).lighthouse(action, Client.json(body));
    }
}
