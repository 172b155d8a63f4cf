package io.github.imagesharing.testkit;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.state.Behaviour;
import io.github.imagesharing.testkit.state.Blueprint;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.Copying;
import io.github.imagesharing.testkit.state.Ids;
import io.github.imagesharing.testkit.state.Image;
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

/**
 * Lets a test arrange and read what exists in the cloud: accounts, images and blueprints. Reads show the present state,
 * whatever the read lag. The methods are documented at {@link FakeTencentCloud}.
 */
final class Contents {

    private final CloudState cloud;

    Contents(CloudState cloud) {
        this.cloud = cloud;
    }

    AccountId ownAccount() {
        return cloud.accounts().own();
    }

    void closeAccount(AccountId account) {
        cloud.accounts().close(account);
    }

    void subAccount(AccountId account) {
        cloud.accounts().makeSubAccount(account);
    }

    ImageId addImage(Consumer<FakeImage> description) {
        FakeImage described = new FakeImage(cloud.nextNumber(), cloud.clock().second());
        description.accept(described);
        Image image = described.toImage();
        cloud.change(world -> CloudState.Change.to(world.with(image)));
        return ImageId.of(image.id());
    }

    List<ImageId> addImages(int count) {
        List<ImageId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(addImage(image -> {}));
        }
        return ids;
    }

    void changeImage(ImageId id, Consumer<FakeImage> change) {
        cloud.change(world -> {
            FakeImage image = new FakeImage(require(world.image(id.value()), id));
            change.accept(image);
            return CloudState.Change.to(world.with(image.toImage()));
        });
    }

    void deleteImage(ImageId id) {
        cloud.change(world -> CloudState.Change.to(world.withoutImage(id.value())));
    }

    Set<AccountId> accountsOf(ImageId id) {
        return accounts(require(cloud.now().image(id.value()), id).accounts());
    }

    Set<AccountId> accountsOf(BlueprintId id) {
        return accounts(require(cloud.now().blueprint(id.value()), id).accounts());
    }

    void shareElsewhere(ImageId id, AccountId... accounts) {
        changeImage(id, image -> image.sharedAt(cloud.clock().second(), accounts));
    }

    void unshareElsewhere(ImageId id, AccountId... accounts) {
        changeImage(id, image -> image.unshare(accounts));
    }

    ImageId copyElsewhere(ImageId id, Region region, String name, Behaviour behaviour) {
        long number = cloud.nextNumber();
        cloud.change(world -> {
            Image source = require(world.image(id.value()), id);
            Image copy = source.copy(number, name, region, source.encrypted(), Copying.time(source, cloud, behaviour));
            return CloudState.Change.to(Copying.begin(world, source, copy, "NORMAL", cloud, behaviour));
        });
        return ImageId.of(Ids.image(number));
    }

    List<ImageId> imagesIn(Region region) {
        return cloud.now().images().values().stream()
                .filter(image -> image.isIn(region.value()))
                .map(image -> ImageId.of(image.id()))
                .toList();
    }

    String nameOf(ImageId id) {
        return require(cloud.now().image(id.value()), id).name();
    }

    BlueprintId addBlueprint(ImageId id) {
        String blueprint = Ids.blueprint(cloud.nextNumber());
        cloud.change(world -> CloudState.Change.to(world.with(Blueprint.of(
                blueprint, require(world.image(id.value()), id), cloud.clock().second()))));
        return BlueprintId.of(blueprint);
    }

    Optional<BlueprintId> blueprintOf(ImageId id) {
        return cloud.now().blueprintOf(id.value()).map(Blueprint::id).map(BlueprintId::of);
    }

    void blueprintState(BlueprintId id, String state) {
        changeBlueprint(id, blueprint -> blueprint.state(state));
    }

    void shareElsewhere(BlueprintId id, AccountId... accounts) {
        changeAccounts(
                id,
                now -> List.of(accounts)
                        .forEach(a -> now.putIfAbsent(a.value(), cloud.clock().second())));
    }

    void unshareElsewhere(BlueprintId id, AccountId... accounts) {
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
