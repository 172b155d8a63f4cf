package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.spi.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch has learned of its accounts: one that may not be given access to one image, for its own sake, is not asked
 * for again by the others. A single call begins with nothing known.
 *
 * <p>It answers a bad account among many images, which each of them would find by halving. Only a SHARE tells that an
 * account is bad: a CANCEL may be refused with the same code because this one image is not shared with the account, which
 * says nothing about the others. Shown by {@code BatchAccountsTest} and {@code LearnedFromOthersTest}.
 *
 * <p>Thread-safe.
 */
final class BatchAccounts {

    private final Map<AccountId, ImageSharingException> notToShareWith = new ConcurrentHashMap<>();
    private final Set<AccountId> accepted = ConcurrentHashMap.newKeySet();

    /** Remembers an account that was refused for its own sake, where that holds for every image. */
    void refused(Permission permission, AccountId account, ImageSharingException why) {
        if (permission == Permission.SHARE) {
            notToShareWith.putIfAbsent(account, why);
        }
    }

    /** Why a change of an image would be refused for an account's sake, in words about this image that name the other. */
    Optional<ImageSharingException> refusal(Permission permission, AccountId account, @Nullable ImageId image) {
        return permission == Permission.SHARE
                ? Optional.ofNullable(notToShareWith.get(account)).map(why -> learned(account, image, why))
                : Optional.empty();
    }

    private static ImageSharingException learned(
            AccountId account, @Nullable ImageId image, ImageSharingException why) {
        Details known = why.details();
        String message = "%s: not asked for account %s, which was refused %s%s"
                .formatted(
                        image,
                        account,
                        known.imageId() == null ? "before" : "on " + known.imageId(),
                        known.errorCode() == null ? "" : " [" + known.errorCode() + "]");
        return why.with(new Details(message, known.errorCode(), known.requestId(), image, known.detectedBy(), why));
    }

    /** Remembers accounts that the service accepted. */
    void accepted(Set<AccountId> accounts) {
        accepted.addAll(accounts);
    }

    /** Whether each of some accounts was accepted or refused before, so that another request finds nothing new. */
    boolean wereTried(Set<AccountId> accounts) {
        return accounts.stream().allMatch(account -> accepted.contains(account) || notToShareWith.containsKey(account));
    }
}
