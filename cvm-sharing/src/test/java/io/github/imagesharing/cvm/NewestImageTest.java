package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.testkit.FakeImage;
import io.github.imagesharing.testkit.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The image a pipeline means: by family, the newest that can be used, also among those that others share. */
class NewestImageTest extends FakeCloudFixture {

    private static final Instant MONDAY = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);
    private static final Instant WEDNESDAY = TUESDAY.plusSeconds(86_400);

    private ImageId image(Instant createdAt, Consumer<FakeImage> description) {
        return cloud.addImage(image -> description.accept(image.createdAt(createdAt)));
    }

    private List<ImageId> ids(ImageQuery query) {
        return sharing.images(query).stream().map(CvmImage::id).toList();
    }

    @Test
    void theFamilyIsComparedExactlyOverAllPages() {
        ImageId first = cloud.addImage(i -> i.family("web"));
        cloud.addImages(150);
        cloud.addImage(i -> i.family("Web"));
        cloud.addImage(i -> i.family("web-db"));
        cloud.addImage(i -> i.family("web").type(ImageType.SHARED_IMAGE));
        ImageId last = cloud.addImage(i -> i.family("web").deprecated(true));

        assertThat(ids(ImageQuery.family("web"))).containsExactly(first, last);
        assertThat(ids(ImageQuery.family("none"))).isEmpty();
        assertThat(cloud.requests("DescribeImages"))
                .allSatisfy(request -> assertThat(request.body()).doesNotContain("web"));
    }

    @Test
    void anImageSaysItsFamilyAndWhetherItIsDeprecated() {
        cloud.addImage(i -> i.family("web").deprecated(true));
        cloud.addImage();

        List<CvmImage> images = sharing.images();

        assertThat(images).extracting(CvmImage::family).containsExactly("web", "");
        assertThat(images).extracting(CvmImage::isDeprecated).containsExactly(true, false);
        assertThat(images.get(0)).asString().contains("family=web, isDeprecated=true");
    }

    @Test
    void theNewestThatIsNormalAndNotDeprecatedIsMeant() {
        image(MONDAY, i -> i.family("web"));
        ImageId meant = image(TUESDAY, i -> i.family("web"));
        image(MONDAY, i -> i.family("web"));
        image(WEDNESDAY, i -> i.family("web").deprecated(true));
        image(WEDNESDAY, i -> i.family("db"));

        assertThat(sharing.newest(ImageQuery.family("web")).map(CvmImage::id)).contains(meant);
    }

    @ParameterizedTest
    @EnumSource(value = ImageState.class, names = "NORMAL", mode = EnumSource.Mode.EXCLUDE)
    void oneThatIsNotNormalIsNotMeant(ImageState state) {
        ImageId meant = image(MONDAY, i -> i.family("web"));
        image(TUESDAY, i -> i.family("web").state(state));

        assertThat(sharing.newest(ImageQuery.family("web")).map(CvmImage::id)).contains(meant);
    }

    @Test
    void whereNoneCanBeUsedThereIsNone() {
        image(MONDAY, i -> i.family("web").deprecated(true));

        assertThat(sharing.newest(ImageQuery.family("web"))).isEmpty();
        assertThat(sharing.newest(ImageQuery.family("db"))).isEmpty();
    }

    @Test
    void ofTwoOfOneTimeItIsTheOneWithTheGreaterIdAndOneWithoutATimeIsOlder() {
        answer("""
                {"ImageId":"img-2","ImageState":"NORMAL","CreatedTime":"2026-05-04T10:00:00Z"},
                {"ImageId":"img-3","ImageState":"NORMAL","CreatedTime":"2026-05-04T10:00:00Z"},
                {"ImageId":"img-1","ImageState":"NORMAL","CreatedTime":"2026-05-04T10:00:00Z"},
                {"ImageId":"img-9","ImageState":"NORMAL","CreatedTime":null}""");
        assertThat(sharing.newest(ImageQuery.all()).map(CvmImage::id)).contains(ImageId.of("img-3"));

        cloud.heal();
        answer("{\"ImageId\":\"img-8\",\"ImageState\":\"NORMAL\"},{\"ImageId\":\"img-9\",\"ImageState\":\"NORMAL\"}");
        assertThat(sharing.newest(ImageQuery.all()).map(CvmImage::id)).contains(ImageId.of("img-9"));
    }

    private void answer(String images) {
        cloud.failAlways(
                "DescribeImages",
                Fault.answer("{\"Response\":{\"ImageSet\":[%s],\"RequestId\":\"r\"}}".formatted(images)));
    }

    @Test
    void whatCannotBeListedIsNotEmpty() {
        cloud.failAlways("DescribeImages", Fault.error("InternalError", "on purpose"));

        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.newest(ImageQuery.family("web"))))
                .isNotNull();
    }

    @Test
    void whatOthersShareIsListedOverAllPages() {
        cloud.addImage();
        cloud.addImage(i -> i.type(ImageType.PUBLIC_IMAGE));
        for (int i = 0; i < 120; i++) {
            cloud.addImage(image -> image.type(ImageType.SHARED_IMAGE));
        }
        ImageId newest = image(Instant.parse("2099-01-01T00:00:00Z"), i -> i.type(ImageType.SHARED_IMAGE));

        assertThat(sharing.images(ImageQuery.sharedWithMe()))
                .hasSize(121)
                .allMatch(image -> image.type() == ImageType.SHARED_IMAGE);
        assertThat(sharing.newest(ImageQuery.sharedWithMe()).map(CvmImage::id)).contains(newest);
    }

    @Test
    void ofIdsOnlyThoseOfTheTypeAreListed() {
        ImageId own = cloud.addImage(i -> i.family("web"));
        ImageId shared = cloud.addImage(i -> i.family("web").type(ImageType.SHARED_IMAGE));
        Set<ImageId> both = Set.of(own, shared);

        assertThat(ids(ImageQuery.byIds(both))).containsExactly(own);
        assertThat(ids(new ImageQuery(both, ImageQuery.all().filters(), "", ImageType.SHARED_IMAGE)))
                .containsExactly(shared);
        assertThat(ids(new ImageQuery(both, ImageQuery.all().filters(), "db", ImageType.PRIVATE_IMAGE)))
                .isEmpty();
    }

    @Test
    void whoHasAccessToWhatOthersShareIsForTheirOwnerToAsk() {
        cloud.addImage(i -> i.type(ImageType.SHARED_IMAGE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.audit(ImageQuery.sharedWithMe()))
                .withMessageContaining("SHARED_IMAGE")
                .withMessageContaining("only its owner may ask who has access");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void noCallChangesWhatOthersShare() {
        ImageId image = cloud.addImage(i -> i.type(ImageType.SHARED_IMAGE));
        List<ThrowingCallable> calls = List.of(
                () -> sharing.share(image, List.of(PARTNER)),
                () -> sharing.unshare(image, List.of(PARTNER)),
                () -> sharing.plan(image, List.of(PARTNER)),
                () -> sharing.apply(new SharePlan(image, Set.of(PARTNER), Set.of(), Set.of())),
                () -> sharing.apply(new SharePlan(image, Set.of(), Set.of(PARTNER), Set.of())));

        assertThat(calls)
                .allSatisfy(call -> assertThat(
                                thrownBy(ImageNotShareableException.class, call).reason())
                        .isEqualTo(Reason.NOT_OWNED));
        assertThat(writes()).isZero();
    }

    @Test
    void aFamilyCostsNoMoreThanTheListing() {
        cloud.addImages(90);

        service(settings().quota(RequestQuota.published())).newest(ImageQuery.family("web"));

        assertThat(cloud.requests()).hasSize(1);
    }
}
