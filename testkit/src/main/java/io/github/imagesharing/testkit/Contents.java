package io.github.imagesharing.testkit;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What there is in the cloud: accounts, images, blueprints; for a test to arrange and to look at. */
abstract class Contents extends Behaviour {

    Contents(AccountId ownAccount) {
        super(ownAccount);
    }

    /** {@return the root account whose cloud this is} */
    public AccountId ownAccount() {
        return cloud.accounts().own();
    }

    /**
     * Lets an account not exist; by default every account does. What it has, it keeps.
     *
     * @param account the account
     */
    public void closeAccount(AccountId account) {
        cloud.accounts().close(account);
    }

    /**
     * Lets an account be a sub-account, which nothing can be shared with.
     *
     * @param account the account
     */
    public void subAccount(AccountId account) {
        cloud.accounts().makeSubAccount(account);
    }

    /**
     * Adds an image that may be shared.
     *
     * @return its id
     */
    public ImageId addImage() {
        return addImage(image -> {});
    }

    /**
     * Adds an image.
     *
     * @param description says what it is like
     * @return its id
     */
    public ImageId addImage(Consumer<FakeImage> description) {
        FakeImage image = new FakeImage(cloud.nextNumber(), cloud.clock().second());
        description.accept(image);
        cloud.change(world -> CloudState.Change.to(world.with(new FakeImage(image))));
        return ImageId.of(image.id);
    }

    /**
     * Adds images that may be shared.
     *
     * @param count how many
     * @return their ids
     */
    public List<ImageId> addImages(int count) {
        List<ImageId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(addImage());
        }
        return ids;
    }

    /**
     * Changes an image.
     *
     * @param id the image
     * @param change says what is different
     * @throws IllegalArgumentException if there is no such image
     */
    public void changeImage(ImageId id, Consumer<FakeImage> change) {
        cloud.change(world -> {
            FakeImage image = new FakeImage(require(world.image(id.value()), id));
            change.accept(image);
            return CloudState.Change.to(world.with(new FakeImage(image)));
        });
    }

    /**
     * Deletes an image. A blueprint made from it stays.
     *
     * @param id the image
     */
    public void deleteImage(ImageId id) {
        cloud.change(world -> CloudState.Change.to(world.withoutImage(id.value())));
    }

    /**
     * The accounts that have access to an image, whatever lagging reads show.
     *
     * @param id the image
     * @return the accounts, in the order in which they got it
     * @throws IllegalArgumentException if there is no such image
     */
    public Set<AccountId> accountsOf(ImageId id) {
        return accounts(require(cloud.now().image(id.value()), id).accounts);
    }

    /**
     * The accounts that have a blueprint.
     *
     * @param id the blueprint
     * @return the accounts, in the order in which they got it
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public Set<AccountId> accountsOf(BlueprintId id) {
        return accounts(require(cloud.now().blueprint(id.value()), id).accounts());
    }

    /**
     * Gives accounts access to an image as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the image
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such image
     */
    public void shareElsewhere(ImageId id, AccountId... accounts) {
        changeImage(id, image -> image.sharedAt(cloud.clock().second(), accounts));
    }

    /**
     * Takes an image from accounts as if somebody else did it meanwhile.
     *
     * @param id the image
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such image
     */
    public void unshareElsewhere(ImageId id, AccountId... accounts) {
        changeImage(id, image -> {
            for (AccountId account : accounts) {
                image.accounts.remove(account.value());
            }
        });
    }

    /**
     * Shares an image into Lighthouse as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the image
     * @return the blueprint
     * @throws IllegalArgumentException if there is no such image
     */
    public BlueprintId addBlueprint(ImageId id) {
        String blueprint = Ids.blueprint(cloud.nextNumber());
        cloud.change(world -> CloudState.Change.to(world.with(Blueprint.of(
                blueprint, require(world.image(id.value()), id), cloud.clock().second()))));
        return BlueprintId.of(blueprint);
    }

    /**
     * The blueprint made from an image, whatever lagging reads show.
     *
     * @param id the image
     * @return the blueprint, or empty if the image is not in Lighthouse
     */
    public Optional<BlueprintId> blueprintOf(ImageId id) {
        return cloud.now().blueprintOf(id.value()).map(Blueprint::id).map(BlueprintId::of);
    }

    /**
     * Changes the state of a blueprint.
     *
     * @param id the blueprint
     * @param state the state as the service writes it, {@code NORMAL} by default
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void blueprintState(BlueprintId id, String state) {
        changeBlueprint(id, blueprint -> blueprint.state(state));
    }

    /**
     * Gives accounts a blueprint as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the blueprint
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void shareElsewhere(BlueprintId id, AccountId... accounts) {
        changeAccounts(
                id,
                now -> List.of(accounts)
                        .forEach(a -> now.putIfAbsent(a.value(), cloud.clock().second())));
    }

    /**
     * Takes a blueprint from accounts as if somebody else did it meanwhile.
     *
     * @param id the blueprint
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void unshareElsewhere(BlueprintId id, AccountId... accounts) {
        changeAccounts(id, now -> List.of(accounts).forEach(a -> now.remove(a.value())));
    }

    private void changeAccounts(BlueprintId id, Consumer<Map<String, Instant>> change) {
        changeBlueprint(id, blueprint -> {
            Map<String, Instant> accounts = new LinkedHashMap<>(blueprint.accounts());
            change.accept(accounts);
            return blueprint.accounts(accounts, blueprint.busyUntilNanos());
        });
    }

    private void changeBlueprint(BlueprintId id, UnaryOperator<Blueprint> change) {
        cloud.change(world -> CloudState.Change.to(world.with(change.apply(require(world.blueprint(id.value()), id)))));
    }

    private static Set<AccountId> accounts(Map<String, Instant> accounts) {
        Set<AccountId> ids = new LinkedHashSet<>();
        accounts.keySet().forEach(account -> ids.add(AccountId.of(account)));
        return ids;
    }

    private static <T> T require(Optional<T> found, Object id) {
        return found.orElseThrow(() -> new IllegalArgumentException(id + ": there is no such thing in this cloud"));
    }
}
