package io.github.imagesharing.internal.facts;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.internal.tasks.Tasks.Task;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads what is true of images, side by side: two waits for the network, the second for the snapshots that the first
 * names. Thread-safe.
 */
public final class FactReader {

    private final CvmPort cvm;
    private final Executor executor;
    private final ImageFacts.Limits limits;
    private final OptionalRead ownAccount;
    private final OptionalRead encryption;

    /**
     * Makes it; reads nothing.
     *
     * @param cvm the product
     * @param executor runs the reads that go side by side
     */
    public FactReader(CvmPort cvm, Executor executor) {
        this.cvm = cvm;
        this.executor = executor;
        OptionalChecks checks = cvm.settings().optionalChecks();
        this.limits = new ImageFacts.Limits(cvm.settings().accountLimit(), checks);
        this.ownAccount = new OptionalRead(checks);
        this.encryption = new OptionalRead(checks);
    }

    /** Reads all that is true of one image. */
    public ImageFacts read(ImageId id, Supplier<AccessView> access, Deadline deadline) {
        try (Tasks tasks = new Tasks(executor, 1)) {
            Task<AccessView> whoHasAccess = tasks.start(access::get);
            Task<Fact<AccountId>> own = tasks.start(() -> ownAccount(deadline));
            return facts(id, describe(List.of(id), deadline), whoHasAccess::join, own.join());
        }
    }

    /** Puts together what was read apart; who has access only where the caller may ask it. */
    public ImageFacts facts(
            ImageId id, ImageDescriptions descriptions, Supplier<AccessView> access, Fact<AccountId> own) {
        Fact<CvmImage> image = descriptions.images().getOrDefault(id, new Fact.Skipped<>());
        if (!(image instanceof Fact.Known<CvmImage> known)) {
            return new ImageFacts(id, image, AccessView.NOBODY, new Fact.Skipped<>(), own, limits);
        }
        boolean mayAsk = known.value().type() == ImageType.PRIVATE_IMAGE;
        return new ImageFacts(
                id,
                image,
                mayAsk ? access.get() : AccessView.NOBODY,
                descriptions.encrypted(known.value()),
                own,
                limits);
    }

    /** Describes images, up to a hundred in one request. */
    public ImageDescriptions describe(Collection<ImageId> ids, Deadline deadline) {
        return ImageDescriptions.read(cvm, ids, encryption, deadline);
    }

    /** Who has access, as the service shows it now. */
    public Set<AccountId> accounts(ImageId id, Deadline deadline) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        for (SharedAccount shared : cvm.sharedWith(id, deadline)) {
            accounts.add(shared.account());
        }
        return accounts;
    }

    /** The caller's own root account, as far as it can be had and the settings want it. */
    public Fact<AccountId> ownAccount(Deadline deadline) {
        boolean isGiven = cvm.settings().ownAccount().isPresent();
        if (limits.optionalChecks() == OptionalChecks.SKIP && !isGiven) {
            return new Fact.Skipped<>();
        }
        return isGiven ? Fact.of(() -> cvm.ownAccount(deadline)) : ownAccount.read(deadline, cvm::ownAccount);
    }
}
