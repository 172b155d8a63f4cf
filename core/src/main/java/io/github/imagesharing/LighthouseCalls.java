package io.github.imagesharing;

import static io.github.imagesharing.Arguments.accounts;
import static io.github.imagesharing.Arguments.blueprint;
import static io.github.imagesharing.Arguments.image;

import io.github.imagesharing.internal.BlueprintSharing;
import io.github.imagesharing.internal.LighthouseImageSharing;
import io.github.imagesharing.spi.LighthousePort;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facade's methods for Lighthouse. */
abstract class LighthouseCalls {

    private final @Nullable LighthouseImageSharing intoLighthouse;
    private final @Nullable BlueprintSharing blueprints;

    LighthouseCalls(@Nullable LighthousePort lighthouse) {
        this.intoLighthouse = lighthouse == null ? null : new LighthouseImageSharing(lighthouse);
        this.blueprints = lighthouse == null ? null : new BlueprintSharing(lighthouse);
    }

    /**
     * Shares an image into the caller's own Lighthouse, in the same region, if its six conditions hold.
     *
     * @param image the image, one of the caller's own custom images
     * @return the blueprint it has in Lighthouse now
     * @throws AlreadySharedException if it was there before; {@link AlreadySharedException#blueprintId()} names the
     *     blueprint where that can be found
     * @throws ImageSharingException if it is not there: the first violation with the others suppressed, or the refusal
     */
    public BlueprintId shareToLighthouse(ImageId image) {
        return lighthouse(intoLighthouse).share(image(image));
    }

    /**
     * Takes an image back from the caller's own Lighthouse. One that is not there is no error.
     *
     * @param image the image, in any state
     * @throws ImageSharingException if it is, or may be, in Lighthouse still
     */
    public void unshareFromLighthouse(ImageId image) {
        lighthouse(intoLighthouse).unshare(image(image));
    }

    /**
     * Checks the conditions of {@link #shareToLighthouse} and changes nothing. Lighthouse decides; its own words are in
     * the messages. Where blueprints may not be listed, what no other condition explains is
     * {@link ImageNotShareableException.Reason#LIGHTHOUSE_CONDITIONS}.
     *
     * @param image the image; one that does not exist is a violation like any other
     * @return all violations at once, and what could not be checked
     * @throws ImageSharingException if Lighthouse cannot be asked
     */
    public ShareCheck checkLighthouse(ImageId image) {
        return lighthouse(intoLighthouse).check(image(image));
    }

    /**
     * Hands a blueprint on to other root accounts, 10 a request. Those that have it already are unchanged. This
     * service changes one blueprint at a time; a change made elsewhere meanwhile is waited out.
     *
     * <p>Where the service has no {@code DescribeBlueprintsShareAcrossAccountInfos}, as on its international site, who
     * has it is told by the answers alone: then one account goes with each request, and what becomes of a request
     * whose answer is lost may stay {@link Outcome.Unknown}.
     *
     * @param blueprint the blueprint, which must be NORMAL
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts got it, as for {@link ImageSharingService#share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport shareBlueprint(BlueprintId blueprint, Collection<AccountId> accounts) {
        return lighthouse(blueprints)
                .share(blueprint(blueprint), accounts(accounts))
                .orThrow();
    }

    /**
     * Takes a blueprint back from root accounts, as {@link #shareBlueprint} hands it on.
     *
     * @param blueprint the blueprint
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts lost it, as for {@link ImageSharingService#share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport unshareBlueprint(BlueprintId blueprint, Collection<AccountId> accounts) {
        return lighthouse(blueprints)
                .unshare(blueprint(blueprint), accounts(accounts))
                .orThrow();
    }

    /**
     * Who has a blueprint.
     *
     * @param blueprint the blueprint
     * @return the accounts, of all pages
     * @throws ImageSharingException if it cannot be read; {@link UnrecognizedServiceException} with the code
     *     {@code InvalidAction} where the service does not tell at all, as on its international site
     */
    public List<SharedAccount> blueprintSharedWith(BlueprintId blueprint) {
        return lighthouse(blueprints).sharedWith(blueprint(blueprint));
    }

    private static <T> T lighthouse(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("this service was built without Lighthouse: add the artifact"
                    + " io.github.imagesharing:image-sharing-lighthouse"
                    + " and .lighthouse(LighthouseSharing.connect(settings))");
        }
        return part;
    }
}
