package io.github.imagesharing.spi;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.UnrecognizedServiceException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lighthouse, connected, to be given to {@link io.github.imagesharing.ImageSharingService.Builder#lighthouse}; a user does nothing else
 * with it. Thread-safe.
 *
 * <p>Its methods are what core needs of Lighthouse. They check nothing; every one blocks,
 * keeps to the deadline, answers to interruption and throws nothing but {@link ImageSharingException}.
 */
public interface LighthousePort extends AutoCloseable {

    /**
     * The settings the port was connected with.
     *
     * @return the settings
     * @hidden
     */
    CloudSettings settings();

    /**
     * The same product in another region: credential, quota and connections are shared.
     *
     * @param region the region
     * @return a view, which ends with this port; closing it closes nothing
     * @hidden
     */
    LighthousePort in(Region region);

    /**
     * What Lighthouse says of an image that may be shared into it.
     *
     * @param imageId the image
     * @param deadline when to give up
     * @return the image; empty where Lighthouse lists no such custom image
     * @hidden
     */
    Optional<LighthouseImage> imageToShare(ImageId imageId, Deadline deadline);

    /**
     * The blueprint an image has in Lighthouse.
     *
     * @param imageId the image
     * @param deadline when to give up
     * @return the blueprint; empty where there is none
     * @hidden
     */
    Optional<BlueprintId> blueprintOf(ImageId imageId, Deadline deadline);

    /**
     * Shares an image into Lighthouse or takes it back, by one request, sent at most once.
     *
     * @param imageId the image
     * @param permission what to do
     * @param deadline when to give up
     * @return the blueprint the answer names; empty where it names none, as it never does when the image is taken back
     * @hidden
     */
    Optional<BlueprintId> changeImage(ImageId imageId, Permission permission, Deadline deadline);

    /**
     * Who has a blueprint, all pages.
     *
     * @param blueprint the blueprint
     * @param deadline when to give up
     * @return the accounts
     * @throws UnrecognizedServiceException with the code {@code InvalidAction} where the service has no such API, as its
     *     international site may not
     * @hidden
     */
    List<SharedAccount> sharedWith(BlueprintId blueprint, Deadline deadline);

    /**
     * Shares a blueprint with accounts or takes it back by one request, sent at most once.
     *
     * @param blueprint the blueprint
     * @param permission what to do
     * @param accounts the accounts, at least one and at most 10
     * @param deadline when to give up
     * @return the request's identifier
     * @hidden
     */
    String changeBlueprint(BlueprintId blueprint, Permission permission, Set<AccountId> accounts, Deadline deadline);

    /**
     * Of which type a blueprint is, {@code PRIVATE} for a custom one.
     *
     * @param blueprint the blueprint
     * @param deadline when to give up
     * @return the type as the service writes it; empty where there is no such blueprint, or the service does not say
     * @hidden
     */
    Optional<String> typeOf(BlueprintId blueprint, Deadline deadline);

    /**
     * Gives connections back.
     *
     * @hidden
     */
    @Override
    void close();
}
