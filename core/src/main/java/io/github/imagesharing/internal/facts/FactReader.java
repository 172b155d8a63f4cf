package io.github.imagesharing.internal.facts;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.internal.tasks.SideBySide;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Reads what is true of an image, side by side: two waits, the second for the snapshots that the first names. */
public final class FactReader {

    private final CvmPort cvm;
    private final Executor executor;

    public FactReader(CvmPort cvm, Executor executor) {
        this.cvm = cvm;
        this.executor = executor;
    }

    public ImageFacts gather(ImageId id, Supplier<AccessView> whoHasAccess, Deadline deadline) {
        try (SideBySide beside = new SideBySide(executor)) {
            SideBySide.Running<AccessView> access = beside.start(whoHasAccess::get);
            SideBySide.Running<Fact<AccountId>> own = beside.start(() -> own(deadline));
            return facts(id, describe(List.of(id), deadline), access::join, own.join());
        }
    }

    /** Puts together what was read apart; who has access only where it may be asked. */
    public ImageFacts facts(ImageId id, ImageDescriptions described, Supplier<AccessView> access, Fact<AccountId> own) {
        Fact<CvmImage> known = described.images().getOrDefault(id, new Fact.Skipped<>());
        CvmImage image = known instanceof Fact.Known<CvmImage> there ? there.value() : null;
        boolean askable = image != null && image.type() == ImageType.PRIVATE_IMAGE;
        return new ImageFacts(
                id,
                known,
                askable ? access.get() : AccessView.NOBODY,
                image == null ? new Fact.Skipped<>() : described.encrypted(image),
                own,
                cvm.settings().accountLimit(),
                cvm.settings().optionalChecks() == OptionalChecks.DEMAND);
    }

    public ImageDescriptions describe(List<ImageId> ids, Deadline deadline) {
        return ImageDescriptions.read(cvm, ids, deadline, optional(deadline));
    }

    public Set<AccountId> accounts(ImageId id, Deadline deadline) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        for (SharedAccount shared : cvm.sharedWith(id, deadline)) {
            accounts.add(shared.account());
        }
        return accounts;
    }

    public Fact<AccountId> own(Deadline deadline) {
        boolean skip = cvm.settings().optionalChecks() == OptionalChecks.SKIP;
        return skip && cvm.settings().ownAccount().isEmpty()
                ? new Fact.Skipped<>()
                : ImageDescriptions.known(() -> cvm.ownAccount(optional(deadline)));
    }

    /** What may fail without harm must not eat the time of what may not. */
    private static Deadline optional(Deadline deadline) {
        return deadline.within(deadline.left().dividedBy(2));
    }
}
