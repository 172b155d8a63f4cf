package io.github.imagesharing.internal;

import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import java.util.List;
import java.util.Set;

/** The report of an image or blueprint that was refused as a whole: nothing was changed. */
final class RefusedReport {

    private RefusedReport() {}

    static ShareReport of(Shareable target, Set<AccountId> accounts, ImageSharingException why) {
        return of(target, accounts, Set.of(), why);
    }

    /** Some accounts are as asked although the target is refused. */
    static ShareReport of(
            Shareable target, Set<AccountId> accounts, Set<AccountId> unchanged, ImageSharingException why) {
        Outcome failed = new Outcome.Failed(why);
        return new ShareReport(
                target,
                Maps.toMap(accounts, account -> unchanged.contains(account) ? new Outcome.Unchanged() : failed),
                List.of());
    }
}
