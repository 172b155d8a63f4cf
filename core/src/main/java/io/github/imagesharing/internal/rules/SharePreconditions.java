package io.github.imagesharing.internal.rules;

import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DiskUsage;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageFacts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold before a CVM image is shared: pure functions from facts to verdicts. A new precondition is a new row here
 * and its constant in {@link Precondition}.
 */
public final class SharePreconditions {

    private interface Check {
        Verdict of(ImageFacts facts, Set<AccountId> accounts);
    }

    private record Rule(Precondition precondition, Check check) {}

    /** In the order in which they are reported: what cannot be mended before what can. */
    private static final List<Rule> RULES = List.of(
            new Rule(Precondition.IMAGE_EXISTS, SharePreconditions::exists),
            ofImage(Precondition.IMAGE_OWNED, SharePreconditions::owned),
            ofImage(Precondition.NO_BYOL, SharePreconditions::officialLicense),
            new Rule(Precondition.NOT_ENCRYPTED, SharePreconditions::notEncrypted),
            new Rule(Precondition.NO_WHOLE_INSTANCE, SharePreconditions::noWholeInstance),
            ofImage(Precondition.IMAGE_NORMAL, SharePreconditions::normal),
            new Rule(Precondition.NOT_OWN_ACCOUNT, SharePreconditions::notOwnAccount),
            new Rule(Precondition.WITHIN_ACCOUNT_LIMIT, SharePreconditions::withinLimit));

    /** What must hold before an image is copied too, as {@code SyncImages} publishes it. */
    private static final Set<Precondition> OF_COPYING = Sets.immutableEnumSet(
            Precondition.IMAGE_EXISTS,
            Precondition.IMAGE_OWNED,
            Precondition.NOT_ENCRYPTED,
            Precondition.NO_WHOLE_INSTANCE,
            Precondition.IMAGE_NORMAL);

    private SharePreconditions() {}

    /** What sharing the image with some accounts would violate. */
    public static ShareCheck check(ImageFacts facts, Set<AccountId> accounts) {
        return check(facts, accounts, EnumSet.allOf(Precondition.class));
    }

    /** What copying the image would violate. */
    public static ShareCheck checkCopying(ImageFacts facts) {
        return check(facts, Set.of(), OF_COPYING);
    }

    private static ShareCheck check(ImageFacts facts, Set<AccountId> accounts, Set<Precondition> which) {
        List<ImageSharingException> violations = new ArrayList<>();
        List<ShareCheck.Unchecked> unchecked = new ArrayList<>();
        for (Rule rule : Iterables.filter(RULES, one -> which.contains(one.precondition))) {
            Verdict verdict = rule.check.of(facts, accounts);
            if (verdict instanceof Verdict.Violated violated) {
                violations.add(violated.violation());
            } else if (verdict instanceof Verdict.Unchecked why) {
                unchecked.add(new ShareCheck.Unchecked(rule.precondition, why.reason()));
            }
        }
        return new ShareCheck(violations, unchecked);
    }

    private static Rule ofImage(Precondition precondition, Function<CvmImage, Verdict> check) {
        return new Rule(
                precondition, (facts, accounts) -> facts.found().map(check).orElse(Verdict.HOLDS));
    }

    private static Verdict exists(ImageFacts facts, Set<AccountId> accounts) {
        return facts.image() instanceof Fact.Unavailable<CvmImage> absent ? violated(absent.why()) : Verdict.HOLDS;
    }

    private static Verdict owned(CvmImage image) {
        return image.type() == ImageType.PRIVATE_IMAGE
                ? Verdict.HOLDS
                : notShareable(
                        image,
                        Reason.NOT_OWNED,
                        "only own custom images can be shared or copied, it is a "
                                + text(image, "ImageType", image.type()));
    }

    private static Verdict normal(CvmImage image) {
        if (image.state() == ImageState.NORMAL) {
            return Verdict.HOLDS;
        }
        String message = image.id() + ": its state is " + text(image, "ImageState", image.state())
                + ", only NORMAL images can be shared or copied";
        return violated(new ImageNotReadyException(Details.precondition(image.id(), message), image.state()));
    }

    private static Verdict officialLicense(CvmImage image) {
        return image.license() != LicenseType.BYOL
                ? Verdict.HOLDS
                : notShareable(image, Reason.BYOL, "bring-your-own-licence images cannot be shared");
    }

    private static Verdict notEncrypted(ImageFacts facts, Set<AccountId> accounts) {
        CvmImage image = facts.found().orElse(null);
        if (image == null) {
            return Verdict.HOLDS;
        }
        if (facts.encrypted() instanceof Fact.Known<Boolean> encrypted) {
            return encrypted.value()
                    ? notShareable(image, Reason.ENCRYPTED, "encrypted images can be neither shared nor copied")
                    : Verdict.HOLDS;
        }
        return notKnown(facts, facts.encrypted());
    }

    private static Verdict noWholeInstance(ImageFacts facts, Set<AccountId> accounts) {
        CvmImage image = facts.found().orElse(null);
        if (image == null) {
            return Verdict.HOLDS;
        }
        if (image.snapshots().isEmpty()) {
            String message =
                    image.id() + ": the service lists no snapshots of it, so whether it has a data disk is not known";
            return notKnown(
                    facts,
                    new Fact.Unavailable<>(new ImageNotShareableException(
                            Details.precondition(image.id(), message), Reason.WHOLE_INSTANCE)));
        }
        return image.snapshots().stream().noneMatch(snapshot -> snapshot.usage() == DiskUsage.DATA_DISK)
                ? Verdict.HOLDS
                : notShareable(
                        image,
                        Reason.WHOLE_INSTANCE,
                        "images of a whole instance, with data disks, can be neither shared nor copied");
    }

    private static Verdict notOwnAccount(ImageFacts facts, Set<AccountId> accounts) {
        if (facts.ownAccount() instanceof Fact.Known<AccountId> own) {
            return accounts.contains(own.value()) ? violated(selfSharing(facts, own.value())) : Verdict.HOLDS;
        }
        return notKnown(facts, facts.ownAccount());
    }

    public static SelfSharingException selfSharing(ImageFacts facts, AccountId own) {
        return new SelfSharingException(details(facts, "account " + own + " is your own, which has access anyway"));
    }

    private static Verdict withinLimit(ImageFacts facts, Set<AccountId> accounts) {
        int toAdd = Sets.difference(accounts, facts.accountsWithAccess()).size();
        int current = facts.accountsWithAccess().size();
        if (toAdd == 0 || current + toAdd <= facts.limits().accounts()) {
            return Verdict.HOLDS;
        }
        String message = "%s accounts have access and %s would be added, but one image may be shared with %s"
                .formatted(current, toAdd, facts.limits().accounts());
        return violated(new ShareQuotaExceededException(
                details(facts, message), facts.limits().accounts(), current));
    }

    private static Verdict notKnown(ImageFacts facts, Fact<?> fact) {
        if (fact instanceof Fact.Unavailable<?> not) {
            return facts.limits().optionalChecks() == OptionalChecks.DEMAND
                    ? violated(not.why())
                    : new Verdict.Unchecked(String.valueOf(not.why().getMessage()));
        }
        return new Verdict.Unchecked("the settings skip optional checks");
    }

    private static Verdict violated(ImageSharingException violation) {
        return new Verdict.Violated(violation);
    }

    private static Verdict notShareable(CvmImage image, Reason reason, String why) {
        return violated(
                new ImageNotShareableException(Details.precondition(image.id(), image.id() + ": " + why), reason));
    }

    private static Details details(ImageFacts facts, String why) {
        return Details.precondition(facts.id(), facts.id() + ": " + why);
    }

    private static String text(CvmImage image, String member, Enum<?> known) {
        return image.unrecognized().getOrDefault(member, known.name());
    }
}
