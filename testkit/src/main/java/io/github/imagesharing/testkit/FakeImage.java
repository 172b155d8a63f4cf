package io.github.imagesharing.testkit;

import static io.github.imagesharing.ArgumentChecks.given;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.state.Ids;
import io.github.imagesharing.testkit.state.Image;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says what an image in the fake cloud is like, for {@link FakeTencentCloud#addImage(java.util.function.Consumer)} and
 * {@link FakeTencentCloud#changeImage}. Untouched, it is an image that may be shared with accounts and with Lighthouse:
 * a custom image, NORMAL, under an official licence, of one unencrypted system disk, with cloud-init.
 *
 * <p>Only for use inside those two methods; later changes to it change nothing in the cloud.
 */
public final class FakeImage {

    private final String id;
    private final long number;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Map<String, Instant> accounts = new LinkedHashMap<>();
    private String name;
    private String type = "PRIVATE_IMAGE";
    private String state = "NORMAL";
    private String source = "CREATE_IMAGE";
    private String license = "TencentCloud";
    private String platform = "CentOS";
    private String osName = "CentOS 8.0 64位";
    private boolean cloudInit = true;
    private boolean wholeInstance;
    private boolean encrypted;
    private boolean snapshotsListed = true;
    private String family = "";
    private boolean deprecated;
    private Instant createdAt;
    private Optional<Region> region = Optional.empty();

    FakeImage(long number, Instant now) {
        this.id = Ids.image(number);
        this.number = number;
        this.name = "image-" + number;
        this.createdAt = now;
    }

    FakeImage(Image image) {
        id = image.id();
        number = image.number();
        tags.putAll(image.tags());
        accounts.putAll(image.accounts());
        name = image.name();
        type = image.type();
        state = image.state();
        source = image.source();
        license = image.license();
        platform = image.platform();
        osName = image.osName();
        cloudInit = image.cloudInit();
        wholeInstance = image.wholeInstance();
        encrypted = image.encrypted();
        snapshotsListed = image.snapshotsListed();
        family = image.family();
        deprecated = image.deprecated();
        createdAt = image.createdAt();
        region = image.region();
    }

    /**
     * Sets the name.
     *
     * @param name the name its owner gave it
     * @return this image
     */
    public FakeImage name(String name) {
        this.name = given("name", name);
        return this;
    }

    /**
     * Sets whose it is.
     *
     * @param type the type; only a {@link ImageType#PRIVATE_IMAGE} is the caller's own
     * @return this image
     */
    public FakeImage type(ImageType type) {
        this.type = given("type", type).name();
        return this;
    }

    /**
     * Sets the state.
     *
     * @param state the state
     * @return this image
     */
    public FakeImage state(ImageState state) {
        return state(given("state", state).name());
    }

    /**
     * Sets the state to any text, also one no documentation knows.
     *
     * @param state the state as the service writes it
     * @return this image
     */
    public FakeImage state(String state) {
        this.state = given("state", state);
        return this;
    }

    /**
     * Sets where it comes from.
     *
     * @param source the source
     * @return this image
     */
    public FakeImage source(ImageSource source) {
        this.source = given("source", source).name();
        return this;
    }

    /**
     * Sets the licence.
     *
     * @param license the licence
     * @return this image
     */
    public FakeImage license(LicenseType license) {
        return license(given("license", license) == LicenseType.TENCENT_CLOUD ? "TencentCloud" : license.name());
    }

    /**
     * Sets the licence to any text, also one no documentation knows.
     *
     * @param license the licence as the service writes it
     * @return this image
     */
    public FakeImage license(String license) {
        this.license = given("license", license);
        return this;
    }

    /**
     * Makes its snapshots those of encrypted disks, or not.
     *
     * @param encrypted whether they are
     * @return this image
     */
    public FakeImage encrypted(boolean encrypted) {
        this.encrypted = encrypted;
        return this;
    }

    /**
     * Makes it an image of a whole instance, with a data disk, or not.
     *
     * @param wholeInstance whether it is
     * @return this image
     */
    public FakeImage wholeInstance(boolean wholeInstance) {
        this.wholeInstance = wholeInstance;
        return this;
    }

    /**
     * Sets whether it supports cloud-init.
     *
     * @param cloudInit whether it does
     * @return this image
     */
    public FakeImage cloudInit(boolean cloudInit) {
        this.cloudInit = cloudInit;
        return this;
    }

    /**
     * Sets the family of its operating system. Lighthouse takes the well-known Linux distributions and Windows.
     *
     * @param platform for example {@code Ubuntu}
     * @return this image
     */
    public FakeImage platform(String platform) {
        this.platform = given("platform", platform);
        return this;
    }

    /**
     * Sets the name of its operating system.
     *
     * @param osName for example {@code Ubuntu Server 22.04 LTS 64bit}
     * @return this image
     */
    public FakeImage osName(String osName) {
        this.osName = given("name of the operating system", osName);
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param key its key
     * @param value its value
     * @return this image
     */
    public FakeImage tag(String key, String value) {
        tags.put(given("tag key", key), given("tag value", value));
        return this;
    }

    /**
     * Sets the image family, which no filter of the service knows.
     *
     * @param family the family; empty for none, which is how it is untouched
     * @return this image
     */
    public FakeImage family(String family) {
        this.family = given("family", family);
        return this;
    }

    /**
     * Sets whether its owner retired it.
     *
     * @param deprecated false by default
     * @return this image
     */
    public FakeImage deprecated(boolean deprecated) {
        this.deprecated = deprecated;
        return this;
    }

    /**
     * Sets when it was created.
     *
     * @param createdAt the time; the service keeps whole seconds
     * @return this image
     */
    public FakeImage createdAt(Instant createdAt) {
        this.createdAt = given("time", createdAt).truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    /**
     * Lets it exist in one region only; without this it is there in all of them, until it is copied: then it is where it was
     * copied from.
     *
     * @param region the region
     * @return this image
     */
    public FakeImage region(Region region) {
        this.region = Optional.of(given("region", region));
        return this;
    }

    /**
     * Leaves {@code SnapshotSet} out of the answers, as the real service does for some images.
     *
     * @return this image
     */
    public FakeImage withoutSnapshots() {
        snapshotsListed = false;
        return this;
    }

    /**
     * Gives accounts access, from when the image was created.
     *
     * @param accounts the accounts
     * @return this image
     */
    public FakeImage sharedWith(AccountId... accounts) {
        return sharedAt(createdAt, accounts);
    }

    /**
     * Gives accounts access.
     *
     * @param since since when they have it
     * @param accounts the accounts
     * @return this image
     */
    public FakeImage sharedAt(Instant since, AccountId... accounts) {
        given("time", since);
        for (AccountId account : Bounds.accounts(accounts)) {
            this.accounts.putIfAbsent(account.value(), since.truncatedTo(ChronoUnit.SECONDS));
        }
        return this;
    }

    void unshare(AccountId... unshared) {
        for (AccountId account : unshared) {
            accounts.remove(account.value());
        }
    }

    Image toImage() {
        return new Image(
                id,
                number,
                name,
                type,
                state,
                source,
                license,
                platform,
                osName,
                cloudInit,
                wholeInstance,
                encrypted,
                snapshotsListed,
                family,
                deprecated,
                createdAt,
                region,
                tags,
                accounts);
    }
}
