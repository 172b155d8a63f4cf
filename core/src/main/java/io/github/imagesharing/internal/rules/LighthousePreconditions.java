package io.github.imagesharing.internal.rules;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lighthouse's six conditions. Its own IsShareable decides; where that is false, these say why, and what none of them
 * explains is the platform. A new condition is a new row here and its constant in {@link Precondition}.
 */
public final class LighthousePreconditions {

    private interface Check {
        Verdict of(LighthouseImage image, Fact<Optional<BlueprintId>> blueprint);
    }

    private record Rule(Precondition precondition, Check check) {}

    /** In the order in which they are reported: what ends the matter before what can be mended. */
    private static final List<Rule> RULES = List.of(
            new Rule(Precondition.NOT_IN_LIGHTHOUSE, LighthousePreconditions::notThereAlready),
            new Rule(Precondition.NOT_IMPORTED, (image, blueprint) -> notImported(image)),
            new Rule(Precondition.NO_WHOLE_INSTANCE, (image, blueprint) -> noWholeInstance(image)),
            new Rule(Precondition.HAS_CLOUD_INIT, (image, blueprint) -> hasCloudInit(image)),
            new Rule(Precondition.IMAGE_NORMAL, (image, blueprint) -> normal(image)));

    private LighthousePreconditions() {}

    public static ShareCheck check(LighthouseFacts facts) {
        List<ImageSharingException> violations = new ArrayList<>();
        List<ShareCheck.Unchecked> unchecked = new ArrayList<>();
        if (facts.image() instanceof Fact.Unavailable<LighthouseImage> absent) {
            violations.add(absent.why());
        } else if (facts.image() instanceof Fact.Known<LighthouseImage> there
                && !Boolean.TRUE.equals(there.value().shareable())) {
            for (Rule rule : RULES) {
                Verdict verdict = rule.check.of(there.value(), facts.blueprint());
                if (verdict instanceof Verdict.Violated violated) {
                    violations.add(violated.violation());
                } else if (verdict instanceof Verdict.Unchecked why) {
                    unchecked.add(new ShareCheck.Unchecked(rule.precondition, why.reason()));
                }
            }
            addWhatRemains(there.value(), violations, unchecked);
        }
        return new ShareCheck(violations, unchecked);
    }

    private static void addWhatRemains(
            LighthouseImage image, List<ImageSharingException> violations, List<ShareCheck.Unchecked> unchecked) {
        if (!violations.isEmpty()) {
            return;
        }
        if (image.shareable() == null) {
            unchecked.add(new ShareCheck.Unchecked(
                    Precondition.LIGHTHOUSE_PLATFORM, image.id() + ": Lighthouse does not say whether it takes it"));
        } else if (unchecked.isEmpty()) {
            String why = "Lighthouse does not take its platform %s with %s"
                    .formatted(told(image.platform()), told(image.osName()));
            violations.add(notShareable(image, Reason.UNSUPPORTED_PLATFORM, why));
        } else {
            violations.add(
                    notShareable(image, Reason.LIGHTHOUSE_CONDITIONS, "one of Lighthouse's conditions is not met"));
        }
    }

    private static Verdict notThereAlready(LighthouseImage image, Fact<Optional<BlueprintId>> blueprint) {
        if (blueprint instanceof Fact.Unavailable<Optional<BlueprintId>> not) {
            return new Verdict.Unchecked(String.valueOf(not.why().getMessage()));
        }
        if (blueprint instanceof Fact.Known<Optional<BlueprintId>> known
                && known.value().isPresent()) {
            BlueprintId there = known.value().get();
            return new Verdict.Violated(
                    new AlreadySharedException(details(image, "it is in Lighthouse already, as " + there), there));
        }
        return Verdict.HOLDS;
    }

    private static Verdict notImported(LighthouseImage image) {
        return image.source() == null
                ? notTold(image, "ImageSource")
                : verdict(
                        !image.source().equals("EXTERNAL_IMPORT"),
                        image,
                        Reason.EXTERNALLY_IMPORTED,
                        "Lighthouse does not take imported images");
    }

    private static Verdict noWholeInstance(LighthouseImage image) {
        return image.imageClass() == null
                ? notTold(image, "ImageClass")
                : verdict(
                        !image.imageClass().equals("InstanceImage"),
                        image,
                        Reason.WHOLE_INSTANCE,
                        "Lighthouse does not take images of a whole instance, with data disks");
    }

    private static Verdict hasCloudInit(LighthouseImage image) {
        return image.cloudInit() == null
                ? notTold(image, "IsSupportCloudinit")
                : verdict(image.cloudInit(), image, Reason.NO_CLOUD_INIT, "Lighthouse needs cloud-init, it has none");
    }

    private static Verdict normal(LighthouseImage image) {
        if (image.state() == null) {
            return notTold(image, "ImageState");
        }
        ImageState state = ImageState.of(image.state());
        if (state == ImageState.NORMAL) {
            return Verdict.HOLDS;
        }
        String why = "its state is " + image.state() + ", Lighthouse takes only NORMAL images";
        return new Verdict.Violated(new ImageNotReadyException(details(image, why), state));
    }

    private static Verdict verdict(boolean holds, LighthouseImage image, Reason reason, String why) {
        return holds ? Verdict.HOLDS : new Verdict.Violated(notShareable(image, reason, why));
    }

    private static Verdict notTold(LighthouseImage image, String member) {
        return new Verdict.Unchecked(image.id() + ": Lighthouse leaves out its " + member);
    }

    private static ImageSharingException notShareable(LighthouseImage image, Reason reason, String why) {
        return new ImageNotShareableException(details(image, why), reason);
    }

    /** The service's own text goes along, whatever it says. */
    private static Details details(LighthouseImage image, String why) {
        String reason = image.unshareableReason();
        String text = reason == null || reason.isBlank() ? "" : "; Lighthouse says: " + reason;
        return Details.precondition(image.id(), image.id() + ": " + why + text);
    }

    private static String told(@Nullable String text) {
        return text == null ? "(not told)" : text;
    }
}
