package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.Optional;
import java.util.Set;

/**
 * Who has access to one image or blueprint: read, and changed by one request at a time. What this service has just written
 * is remembered, so that a stale read is not taken for news.
 */
public final class TargetAccess {

    /** Reads who has access. */
    @FunctionalInterface
    public interface Reader {
        /** Empty where the service has no way to tell. */
        Optional<Set<AccountId>> read(Deadline deadline);
    }

    /** Sends one request. */
    @FunctionalInterface
    public interface Writer {
        /** Gives the request's identifier. */
        String send(Permission permission, Set<AccountId> accounts, Deadline deadline);
    }

    private final Shareable target;
    private final ProductState product;
    private final Reader reader;
    private final Writer writer;

    /**
     * Makes it; reads nothing.
     *
     * @param target the image or blueprint
     * @param product what the changes of all targets of the product share
     * @param reader reads who has access
     * @param writer sends one request
     */
    public TargetAccess(Shareable target, ProductState product, Reader reader, Writer writer) {
        this.target = target;
        this.product = product;
        this.reader = reader;
        this.writer = writer;
    }

    Shareable target() {
        return target;
    }

    ProductState product() {
        return product;
    }

    /** Who has access now, as far as a read can be believed; empty where the service has no way to tell. */
    public Optional<AccessView> view(Deadline deadline) {
        return product.recentWrites().view(target, () -> reader.read(deadline));
    }

    /** The same, read when the state from before this service's own writes can no longer show. */
    public Optional<AccessView> settledView(Deadline deadline) {
        product.recentWrites().awaitVisible(target, deadline);
        return view(deadline);
    }

    /** Whether the service may still speak of the state from before a write of this service the other way. */
    boolean isAfterOpposite(Permission permission) {
        return product.recentWrites().isAfterOpposite(target, permission);
    }

    /** Accounts are known to be as asked, so that what was written before does not count any more. */
    void confirmed(Permission permission, Set<AccountId> accounts) {
        product.recentWrites().confirmed(target, permission, accounts);
    }

    /** An account certainly was not given access, although requests for it may have been applied. */
    void refused(AccountId account) {
        product.recentWrites().refused(target, Set.of(account));
    }

    /** Whether this service has just done for an account what is asked for. */
    boolean mayHaveWritten(Permission permission, AccountId account) {
        return product.recentWrites().mayHaveWritten(target, permission, account);
    }

    /** Waits until it cannot any more. */
    void awaitVisible(Permission permission, Deadline deadline) {
        product.recentWrites().awaitVisible(target, permission, deadline);
    }

    /** Who has access, read when the state from before a write the other way can no longer show. */
    Optional<Set<AccountId>> readSettled(Permission permission, Deadline deadline) {
        awaitVisible(permission, deadline);
        return reader.read(deadline);
    }

    /** Sends one request and remembers it; gives its identifier. */
    String write(Permission permission, Set<AccountId> accounts, Deadline deadline) {
        return product.locks()
                .noting(
                        target,
                        permission,
                        accounts,
                        () -> product.recentWrites()
                                .remembering(
                                        target,
                                        permission,
                                        accounts,
                                        () -> writer.send(permission, accounts, deadline)));
    }
}
