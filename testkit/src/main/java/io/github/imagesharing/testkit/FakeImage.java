package io.github.imagesharing.testkit;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.DiskUsage;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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

    final String id;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, Instant> accounts = new LinkedHashMap<>();
    String name;
    String type = "PRIVATE_IMAGE";
    String state = "NORMAL";
    String source = "CREATE_IMAGE";
    String license = "TencentCloud";
    String platform = "CentOS";
    String osName = "CentOS 8.0 64位";
    long sizeGiB = 50;
    boolean cloudInit = true;
    boolean wholeInstance;
    Instant createdAt;
    private final long number;
    private Optional<Region> region = Optional.empty();
    private boolean encrypted;
    private boolean snapshotsTold = true;

    FakeImage(long number, Instant now) {
        this.number = number;
        this.id = Ids.image(number);
        this.name = "image-" + number;
        this.createdAt = now;
    }

    FakeImage(FakeImage other) {
        id = other.id;
        tags.putAll(other.tags);
        accounts.putAll(other.accounts);
        name = other.name;
        type = other.type;
        state = other.state;
        source = other.source;
        license = other.license;
        platform = other.platform;
        osName = other.osName;
        sizeGiB = other.sizeGiB;
        cloudInit = other.cloudInit;
        wholeInstance = other.wholeInstance;
        createdAt = other.createdAt;
        number = other.number;
        region = other.region;
        encrypted = other.encrypted;
        snapshotsTold = other.snapshotsTold;
    }

    /**
     * Sets the name.
     *
     * @param name the name its owner gave it
     * @return this image
     */
    public FakeImage name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets whose it is.
     *
     * @param type the type; only a {@link ImageType#PRIVATE_IMAGE} is the caller's own
     * @return this image
     */
    public FakeImage type(ImageType type) {
        this.type = type.name();
        return this;
    }

    /**
     * Sets the state.
     *
     * @param state the state
     * @return this image
     */
    public FakeImage state(ImageState state) {
        return state(state.name());
    }

    /**
     * Sets the state to any text, also one no documentation knows.
     *
     * @param state the state as the service writes it
     * @return this image
     */
    public FakeImage state(String state) {
        this.state = state;
        return this;
    }

    /**
     * Sets where it comes from.
     *
     * @param source the source
     * @return this image
     */
    public FakeImage source(ImageSource source) {
        this.source = source.name();
        return this;
    }

    /**
     * Sets the licence.
     *
     * @param license the licence
     * @return this image
     */
    public FakeImage license(LicenseType license) {
        return license(license == LicenseType.TENCENT_CLOUD ? "TencentCloud" : license.name());
    }

    /**
     * Sets the licence to any text, also one no documentation knows.
     *
     * @param license the licence as the service writes it
     * @return this image
     */
    public FakeImage license(String license) {
        this.license = license;
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
        this.platform = platform;
        return this;
    }

    /**
     * Sets the name of its operating system.
     *
     * @param osName for example {@code Ubuntu Server 22.04 LTS 64bit}
     * @return this image
     */
    public FakeImage osName(String osName) {
        this.osName = osName;
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
        tags.put(key, value);
        return this;
    }

    /**
     * Sets when it was created.
     *
     * @param createdAt the time; the service keeps whole seconds
     * @return this image
     */
    public FakeImage createdAt(Instant createdAt) {
        this.createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    /**
     * Lets it exist in one region only; without this it is there in all of them.
     *
     * @param region the region
     * @return this image
     */
    public FakeImage region(Region region) {
        this.region = Optional.of(region);
        return this;
    }

    /**
     * Leaves {@code SnapshotSet} out of the answers, as the real service does for some images.
     *
     * @return this image
     */
    public FakeImage withoutSnapshots() {
        snapshotsTold = false;
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
        for (AccountId account : accounts) {
            this.accounts.putIfAbsent(account.value(), since.truncatedTo(ChronoUnit.SECONDS));
        }
        return this;
    }

    boolean isOwn() {
        return type.equals("PRIVATE_IMAGE");
    }

    boolean isEncrypted() {
        return encrypted;
    }

    boolean isIn(String asked) {
        return region.map(only -> only.value().equals(asked)).orElse(true);
    }

    boolean tellsSnapshots() {
        return snapshotsTold;
    }

    List<Snapshot> snapshots() {
        Snapshot system = new Snapshot(Ids.snapshot(number, 0), DiskUsage.SYSTEM_DISK, sizeGiB, encrypted);
        return wholeInstance
                ? List.of(system, new Snapshot(Ids.snapshot(number, 1), DiskUsage.DATA_DISK, 100, encrypted))
                : List.of(system);
    }

    FakeImage accounts(Map<String, Instant> changed) {
        FakeImage copy = new FakeImage(this);
        copy.accounts.clear();
        copy.accounts.putAll(changed);
        return copy;
    }
}
