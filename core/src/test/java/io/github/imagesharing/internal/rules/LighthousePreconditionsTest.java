package io.github.imagesharing.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.LighthouseFacts;
import io.github.imagesharing.spi.LighthouseImage;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lighthouse's six conditions as pure rules: what Lighthouse says decides, and the fields say why. */
class LighthousePreconditionsTest {

    private static final ImageId IMAGE = ImageId.of("img-toy");
    private static final BlueprintId BLUEPRINT = BlueprintId.of("lhbp-su83x02a");
    private static final Fact<Optional<BlueprintId>> NOT_THERE = new Fact.Known<>(Optional.empty());

    private static LighthouseImage refused() {
        return new LighthouseImage(
                IMAGE, "CREATE_IMAGE", "SystemImage", "NORMAL", true, "FreeBSD", "FreeBSD 13", false, "its words");
    }

    private static LighthouseImage shareable(@Nullable Boolean shareable) {
        return new LighthouseImage(
                IMAGE, "CREATE_IMAGE", "SystemImage", "NORMAL", true, "CentOS", "CentOS 8", shareable, null);
    }

    private static LighthouseImage with(@Nullable String source, @Nullable String imageClass, @Nullable String state) {
        return new LighthouseImage(IMAGE, source, imageClass, state, true, null, null, false, " ");
    }

    private static LighthouseImage cloudInit(@Nullable Boolean cloudInit) {
        return new LighthouseImage(
                IMAGE, "CREATE_IMAGE", "SystemImage", "NORMAL", cloudInit, "CentOS", "CentOS 8", false, null);
    }

    private static ShareCheck check(LighthouseImage image, Fact<Optional<BlueprintId>> blueprint) {
        return LighthousePreconditions.check(new LighthouseFacts(new Fact.Known<>(image), blueprint));
    }

    private static String told(ImageSharingException violation) {
        return violation instanceof ImageNotShareableException notShareable
                ? notShareable.reason().name()
                : violation.getClass().getSimpleName();
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments(
                        with("EXTERNAL_IMPORT", "SystemImage", "NORMAL"),
                        "EXTERNALLY_IMPORTED",
                        "img-toy: Lighthouse does not take imported images"),
                arguments(
                        with("CREATE_IMAGE", "InstanceImage", "NORMAL"),
                        "WHOLE_INSTANCE",
                        "img-toy: Lighthouse does not take images of a whole instance, with data disks"),
                arguments(cloudInit(false), "NO_CLOUD_INIT", "img-toy: Lighthouse needs cloud-init, it has none"),
                arguments(
                        with("CREATE_IMAGE", "SystemImage", "CREATING"),
                        "ImageNotReadyException",
                        "img-toy: its state is CREATING, Lighthouse takes only NORMAL images"),
                arguments(
                        refused(),
                        "UNSUPPORTED_PLATFORM",
                        "img-toy: Lighthouse does not take its platform FreeBSD with FreeBSD 13;"
                                + " Lighthouse says: its words"),
                arguments(
                        with("CREATE_IMAGE", "SystemImage", "NORMAL"),
                        "UNSUPPORTED_PLATFORM",
                        "img-toy: Lighthouse does not take its platform (not told) with (not told)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("conditions")
    void eachConditionIsViolatedAlone(LighthouseImage image, String expected, String message) {
        ShareCheck check = check(image, NOT_THERE);

        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(told(violation)).isEqualTo(expected);
            assertThat(violation).hasMessage(message);
            assertThat(violation.imageId()).hasValue(IMAGE);
            assertThat(violation.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        });
        assertThat(check.unchecked()).isEmpty();
    }

    @Test
    void whatLighthouseTakesIsNotLookedAtAnyFurther() {
        LighthouseImage taken = new LighthouseImage(
                IMAGE, "EXTERNAL_IMPORT", "InstanceImage", "CREATING", false, null, null, true, null);

        ShareCheck check = check(taken, new Fact.Skipped<>());

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked()).isEmpty();
    }

    @Test
    void anImageThatIsThereAlreadyNamesItsBlueprint() {
        ShareCheck check = check(shareable(false), new Fact.Known<>(Optional.of(BLUEPRINT)));

        assertThat(check.violations()).singleElement().isInstanceOfSatisfying(AlreadySharedException.class, already -> {
            assertThat(already.blueprintId()).hasValue(BLUEPRINT);
            assertThat(already).hasMessage("img-toy: it is in Lighthouse already, as lhbp-su83x02a");
        });
    }

    @Test
    void aStateThatIsNotNormalIsTold() {
        ShareCheck check = check(with("CREATE_IMAGE", "SystemImage", "SYNCING"), NOT_THERE);

        assertThat(check.violations())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageNotReadyException.class,
                        notReady -> assertThat(notReady.state()).hasValue(ImageState.SYNCING));
    }

    @Test
    void allViolationsAreInTheOrderOfWhatEndsTheMatterFirst() {
        LighthouseImage all = new LighthouseImage(
                IMAGE, "EXTERNAL_IMPORT", "InstanceImage", "CREATING", false, "FreeBSD", "x", false, null);

        assertThat(check(all, new Fact.Known<>(Optional.of(BLUEPRINT))).violations())
                .extracting(LighthousePreconditionsTest::told)
                .containsExactly(
                        "AlreadySharedException",
                        "EXTERNALLY_IMPORTED",
                        "WHOLE_INSTANCE",
                        "NO_CLOUD_INIT",
                        "ImageNotReadyException");
    }

    static Stream<Arguments> leftOut() {
        return Stream.of(
                arguments(Precondition.NOT_IMPORTED, "ImageSource", with(null, "SystemImage", "NORMAL")),
                arguments(Precondition.NO_WHOLE_INSTANCE, "ImageClass", with("CREATE_IMAGE", null, "NORMAL")),
                arguments(Precondition.IMAGE_NORMAL, "ImageState", with("CREATE_IMAGE", "SystemImage", null)),
                arguments(Precondition.HAS_CLOUD_INIT, "IsSupportCloudinit", cloudInit(null)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("leftOut")
    void aMemberThatIsLeftOutIsNamedAndTheImageIsRefusedForOneOfTheConditions(
            Precondition precondition, String member, LighthouseImage image) {
        ShareCheck check = check(image, NOT_THERE);

        assertThat(check.unchecked())
                .containsExactly(
                        new ShareCheck.Unchecked(precondition, "img-toy: Lighthouse leaves out its " + member));
        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(told(violation)).isEqualTo(Reason.LIGHTHOUSE_CONDITIONS.name());
            assertThat(violation).hasMessageContaining("one of Lighthouse's conditions is not met");
        });
    }

    @Test
    void whereLighthouseDoesNotSayWhetherItTakesItNothingIsViolated() {
        ShareCheck check = check(shareable(null), NOT_THERE);

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked())
                .containsExactly(new ShareCheck.Unchecked(
                        Precondition.LIGHTHOUSE_PLATFORM, "img-toy: Lighthouse does not say whether it takes it"));
    }

    @Test
    void withoutTheRightToListBlueprintsThatIsNamed() {
        AccessDeniedException denied = new AccessDeniedException(Details.client(IMAGE, "no right", null));

        ShareCheck check = check(shareable(false), new Fact.Unavailable<>(denied));

        assertThat(check.unchecked())
                .containsExactly(new ShareCheck.Unchecked(Precondition.NOT_IN_LIGHTHOUSE, "no right"));
        assertThat(check.violations())
                .extracting(LighthousePreconditionsTest::told)
                .containsExactly("LIGHTHOUSE_CONDITIONS");
    }

    @Test
    void anImageThatIsNotListedIsTheOnlyViolation() {
        ImageNotFoundException absent = new ImageNotFoundException(Details.precondition(IMAGE, "not there"));

        ShareCheck check = LighthousePreconditions.check(
                new LighthouseFacts(new Fact.Unavailable<>(absent), new Fact.Skipped<>()));

        assertThat(check.violations()).containsExactly(absent);
        assertThat(check.unchecked()).isEmpty();
    }
}
