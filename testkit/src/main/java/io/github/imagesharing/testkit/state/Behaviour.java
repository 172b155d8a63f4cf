package io.github.imagesharing.testkit.state;

import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.DuplicateNames;
import io.github.imagesharing.testkit.EmptySet;
import io.github.imagesharing.testkit.LighthouseRole;
import io.github.imagesharing.testkit.RefusalEffect;
import io.github.imagesharing.testkit.SyncingImage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the service answers where its documentation leaves it open, and what differs between clouds. The settings are
 * documented at {@code FakeTencentCloud}. Thread-safe.
 */
public final class Behaviour {

    /** The regions of Lighthouse, as its documentation of January 2026 lists them. */
    private static final Set<String> LIGHTHOUSE_REGIONS = Set.of(
            "ap-bangkok",
            "ap-beijing",
            "ap-chengdu",
            "ap-guangzhou",
            "ap-hongkong",
            "ap-jakarta",
            "ap-nanjing",
            "ap-seoul",
            "ap-shanghai",
            "ap-singapore",
            "ap-tokyo",
            "eu-frankfurt",
            "na-ashburn",
            "na-siliconvalley",
            "sa-saopaulo");

    private final Set<String> unsupportedRegions = ConcurrentHashMap.newKeySet();
    private volatile RefusalEffect refusalEffect = RefusalEffect.NONE;
    private volatile boolean resharingFails;
    private volatile boolean cancellingUnsharedFails;
    private volatile int accountsPerRequest = 500;
    private volatile int accountLimit = 500;
    private volatile EmptySet emptySet = EmptySet.EMPTY_ARRAY;
    private volatile LighthouseRole lighthouseRole = LighthouseRole.GRANTED;
    private volatile String blueprintType = "PRIVATE";
    private volatile boolean refusesSharedBlueprints;
    private volatile Duration latency = Duration.ZERO;
    private final Map<String, String> uncopyable = new ConcurrentHashMap<>();
    private final Map<String, Integer> imageQuotas = new ConcurrentHashMap<>();
    private final Set<String> failingCopies = ConcurrentHashMap.newKeySet();
    private volatile Duration copying = Duration.ZERO;
    private volatile boolean syncPercentShown = true;
    private volatile boolean copiesKeepTime;
    private volatile SyncingImage syncingShown = SyncingImage.COPY;
    private volatile DuplicateNames duplicateNames = DuplicateNames.REFUSED;
    private volatile CopyIds copyIds = CopyIds.IN_ANSWER;

    public RefusalEffect refusalEffect() {
        return refusalEffect;
    }

    public void refusalEffect(RefusalEffect effect) {
        refusalEffect = effect;
    }

    public boolean resharingFails() {
        return resharingFails;
    }

    public void resharingFails(boolean fails) {
        resharingFails = fails;
    }

    public boolean cancellingUnsharedFails() {
        return cancellingUnsharedFails;
    }

    public void cancellingUnsharedFails(boolean fails) {
        cancellingUnsharedFails = fails;
    }

    public int accountsPerRequest() {
        return accountsPerRequest;
    }

    public void accountsPerRequest(int most) {
        accountsPerRequest = most;
    }

    public int accountLimit() {
        return accountLimit;
    }

    public void accountLimit(int most) {
        accountLimit = most;
    }

    public EmptySet emptySet() {
        return emptySet;
    }

    public void emptySet(EmptySet style) {
        emptySet = style;
    }

    public LighthouseRole lighthouseRole() {
        return lighthouseRole;
    }

    public void lighthouseRole(LighthouseRole role) {
        lighthouseRole = role;
    }

    public String blueprintType() {
        return blueprintType;
    }

    public void blueprintType(String type) {
        blueprintType = type;
    }

    public boolean refusesSharedBlueprints() {
        return refusesSharedBlueprints;
    }

    public void refusesSharedBlueprints(boolean refuses) {
        refusesSharedBlueprints = refuses;
    }

    public Duration latency() {
        return latency;
    }

    public void latency(Duration delay) {
        latency = delay;
    }

    /** The code with which the service refuses copies to a region, where it does. */
    public Optional<String> cannotCopyTo(String region) {
        return Optional.ofNullable(uncopyable.get(region))
                .or(() -> isSupported(Service.CVM, region) ? Optional.empty() : Optional.of("InvalidRegion.NotFound"));
    }

    public void cannotCopyTo(Region region, String code) {
        uncopyable.put(region.value(), code);
    }

    public int imageQuota(String region) {
        return imageQuotas.getOrDefault(region, 500);
    }

    public void imageQuota(Region region, int most) {
        imageQuotas.put(region.value(), most);
    }

    public boolean copiesFail(String region) {
        return failingCopies.contains(region);
    }

    public void copiesFail(Region region) {
        failingCopies.add(region.value());
    }

    public Duration copying() {
        return copying;
    }

    public void copying(Duration duration) {
        copying = duration;
    }

    public boolean syncPercentShown() {
        return syncPercentShown;
    }

    public void syncPercentShown(boolean shown) {
        syncPercentShown = shown;
    }

    public boolean copiesKeepTime() {
        return copiesKeepTime;
    }

    public void copiesKeepTime(boolean keep) {
        copiesKeepTime = keep;
    }

    public SyncingImage syncingShown() {
        return syncingShown;
    }

    public void syncingShown(SyncingImage image) {
        syncingShown = image;
    }

    public DuplicateNames duplicateNames() {
        return duplicateNames;
    }

    public void duplicateNames(DuplicateNames outcome) {
        duplicateNames = outcome;
    }

    public CopyIds copyIds() {
        return copyIds;
    }

    public void copyIds(CopyIds style) {
        copyIds = style;
    }

    /** Whether a service exists in a region. */
    public boolean isSupported(Service service, String region) {
        boolean exists = service != Service.LIGHTHOUSE || LIGHTHOUSE_REGIONS.contains(region);
        return exists && !unsupportedRegions.contains(region);
    }

    public void unsupportedRegion(Region region) {
        unsupportedRegions.add(region.value());
    }
}
