package io.github.imagesharing.testkit.state;

import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.EmptySet;
import io.github.imagesharing.testkit.LighthouseRole;
import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
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

    /** Whether a service exists in a region. */
    public boolean isSupported(Service service, String region) {
        boolean exists = service != Service.LIGHTHOUSE || LIGHTHOUSE_REGIONS.contains(region);
        return exists && !unsupportedRegions.contains(region);
    }

    public void unsupportedRegion(Region region) {
        unsupportedRegions.add(region.value());
    }
}
