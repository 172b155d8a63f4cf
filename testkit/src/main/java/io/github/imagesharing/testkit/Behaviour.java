package io.github.imagesharing.testkit;

import io.github.imagesharing.Region;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the service answers where its documentation leaves it open, and what differs between clouds. The settings are
 * documented at {@link FakeTencentCloud}. Thread-safe.
 */
final class Behaviour {

    /** Where Lighthouse exists, as its documentation of January 2026 says. */
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
    private volatile Duration latency = Duration.ZERO;

    RefusalEffect refusalEffect() {
        return refusalEffect;
    }

    void refusalEffect(RefusalEffect effect) {
        refusalEffect = effect;
    }

    boolean resharingFails() {
        return resharingFails;
    }

    void resharingFails(boolean fails) {
        resharingFails = fails;
    }

    boolean cancellingUnsharedFails() {
        return cancellingUnsharedFails;
    }

    void cancellingUnsharedFails(boolean fails) {
        cancellingUnsharedFails = fails;
    }

    int accountsPerRequest() {
        return accountsPerRequest;
    }

    void accountsPerRequest(int most) {
        accountsPerRequest = most;
    }

    int accountLimit() {
        return accountLimit;
    }

    void accountLimit(int most) {
        accountLimit = most;
    }

    EmptySet emptySet() {
        return emptySet;
    }

    void emptySet(EmptySet style) {
        emptySet = style;
    }

    LighthouseRole lighthouseRole() {
        return lighthouseRole;
    }

    void lighthouseRole(LighthouseRole role) {
        lighthouseRole = role;
    }

    String blueprintType() {
        return blueprintType;
    }

    void blueprintType(String type) {
        blueprintType = type;
    }

    Duration latency() {
        return latency;
    }

    void latency(Duration delay) {
        latency = delay;
    }

    /** Whether a service exists in a region. */
    boolean isSupported(Service service, String region) {
        boolean exists = service != Service.LIGHTHOUSE || LIGHTHOUSE_REGIONS.contains(region);
        return exists && !unsupportedRegions.contains(region);
    }

    void unsupportedRegion(Region region) {
        unsupportedRegions.add(region.value());
    }
}
