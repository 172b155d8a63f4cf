package io.github.imagesharing.spi;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CVM, connected, to be given to {@link io.github.imagesharing.ImageSharingService.Builder#cvm}; a user does nothing else
 * with it. Thread-safe.
 *
 * <p>Its methods are what core needs of CVM, of CBS and STS for CVM's preconditions, and of the organisation service. They check nothing; every one blocks,
 * keeps to the deadline, answers to interruption and throws nothing but {@link ImageSharingException}.
 */
public interface CvmPort extends AutoCloseable {

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
    CvmPort in(Region region);

    /**
     * The images that exist among those asked for, whoever owns them.
     *
     * @param ids the images
     * @param deadline when to give up
     * @return the images found; those that do not exist are absent
     * @hidden
     */
    List<CvmImage> describe(Collection<ImageId> ids, Deadline deadline);

    /**
     * The caller's custom images, or those shared with it, all pages.
     *
     * @param query which
     * @param deadline when to give up
     * @return the images
     * @hidden
     */
    List<CvmImage> images(ImageQuery query, Deadline deadline);

    /**
     * Who has access.
     *
     * @param imageId the image
     * @param deadline when to give up
     * @return the accounts
     * @hidden
     */
    List<SharedAccount> sharedWith(ImageId imageId, Deadline deadline);

    /**
     * Gives or takes access by one request, sent at most once.
     *
     * @param imageId the image
     * @param permission what to do
     * @param accounts the accounts, at least one
     * @param deadline when to give up
     * @return the request's identifier
     * @hidden
     */
    String changeAccess(ImageId imageId, Permission permission, Set<AccountId> accounts, Deadline deadline);

    /**
     * Begins to copy an image to other regions by one request, sent at most once. The copies are made later; each is NORMAL
     * in its own region when it is done.
     *
     * @param source the image, in the region of the settings
     * @param name the copies' name
     * @param destinations where to, at least one
     * @param deadline when to give up
     * @return the copies of which the service says the id; those missing here have begun as well
     * @hidden
     */
    Map<Region, ImageId> copy(CvmImage source, String name, Set<Region> destinations, Deadline deadline);

    /**
     * Whether snapshots are encrypted.
     *
     * @param snapshots the snapshots
     * @param deadline when to give up
     * @return by snapshot; those that do not exist or of which the service does not say are absent
     * @hidden
     */
    Map<String, Boolean> encrypted(Collection<String> snapshots, Deadline deadline);

    /**
     * The caller's own root account; asked once and kept.
     *
     * @param deadline when to give up
     * @return the account
     * @hidden
     */
    AccountId ownAccount(Deadline deadline);

    /**
     * The same, asked now, whatever is known or set.
     *
     * @param deadline when to give up
     * @return the account
     * @hidden
     */
    AccountId askOwnAccount(Deadline deadline);

    /**
     * The root accounts of the caller's organisation, its management account first, all pages.
     *
     * @param deadline when to give up
     * @return the accounts, the caller's own among them or not, in the order listed
     * @hidden
     */
    Set<AccountId> organizationAccounts(Deadline deadline);

    /**
     * Gives connections back.
     *
     * @hidden
     */
    @Override
    void close();
}
