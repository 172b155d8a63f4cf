package io.github.imagesharing.testkit;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.Region;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the service answers where its documentation leaves it open, and what differs between clouds. */
abstract class Behaviour extends Traffic {

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

    final CloudState cloud;
    private final Set<String> unsupportedRegions = ConcurrentHashMap.newKeySet();
    private volatile RefusalEffect refusalEffect = RefusalEffect.NONE;
    private volatile boolean resharingFails;
    private volatile boolean cancellingUnsharedFails;
    private volatile int accountsPerRequest = 500;
    private volatile int accountLimit = 500;
    private volatile EmptySet emptySet = EmptySet.EMPTY_ARRAY;
    private volatile LighthouseRole lighthouseRole = LighthouseRole.GRANTED;
    private volatile String blueprintType = "PRIVATE";

    Behaviour(AccountId ownAccount) {
        cloud = new CloudState(ownAccount);
    }

    /**
     * Sets what a refused request for several accounts changes nevertheless.
     *
     * @param effect {@link RefusalEffect#NONE} by default
     */
    public void refusalEffect(RefusalEffect effect) {
        refusalEffect = effect;
    }

    /**
     * Sets whether sharing an image with an account that has access is {@code FailedOperation.AccountAlreadyExists}.
     *
     * @param fails false by default: it changes nothing
     */
    public void resharingFails(boolean fails) {
        resharingFails = fails;
    }

    /**
     * Sets whether taking an image from an account that has no access is {@code InvalidAccountId.NotFound}.
     *
     * @param fails false by default: it changes nothing
     */
    public void cancellingUnsharedFails(boolean fails) {
        cancellingUnsharedFails = fails;
    }

    /**
     * Sets how many accounts one CVM request may name.
     *
     * @param most 500 by default; more are {@code InvalidParameterValue.LimitExceeded}
     */
    public void accountsPerRequest(int most) {
        accountsPerRequest = most;
    }

    /**
     * Sets with how many accounts one image, or one blueprint, may be shared.
     *
     * @param most 500 by default; more are {@code OverQuota}, or Lighthouse's code for it
     */
    public void accountLimit(int most) {
        accountLimit = most;
    }

    /**
     * Lets all reads of images, accesses and blueprints show what was true a while ago. Writes know what is true.
     *
     * @param lag how long ago; zero by default
     */
    public void readLag(Duration lag) {
        cloud.readLag(lag);
    }

    /**
     * Sets how {@code SharePermissionSet} is written for an image shared with nobody.
     *
     * @param style {@link EmptySet#EMPTY_ARRAY} by default
     */
    public void emptySharePermissionSet(EmptySet style) {
        emptySet = style;
    }

    /**
     * Sets whether the account has the service role Lighthouse needs.
     *
     * @param role {@link LighthouseRole#GRANTED} by default
     */
    public void lighthouseRole(LighthouseRole role) {
        lighthouseRole = role;
    }

    /**
     * Sets the type of the blueprints made from images, which the documentation leaves open.
     *
     * @param type {@code PRIVATE} by default, or {@code SHARED}
     */
    public void blueprintType(String type) {
        blueprintType = type;
    }

    /**
     * Lets no product exist in a region. By default they exist in every region, Lighthouse in fifteen.
     *
     * @param region the region that is {@code UnsupportedRegion} from now on
     */
    public void unsupportedRegion(Region region) {
        unsupportedRegions.add(region.value());
    }

    /**
     * Shifts the cloud's clock against that of this machine, in its answers' {@code Date} as well.
     *
     * @param skew how far it is ahead, or behind if negative
     */
    public void clockSkew(Duration skew) {
        cloud.clock().skew(skew);
    }

    void checkRegion(Service service, String region) {
        if (!region.matches("[a-z0-9-]+")) {
            throw new ServiceRefusal(
                    "InvalidParameterValue",
                    "A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used.");
        }
        boolean elsewhere = service == Service.LIGHTHOUSE && !LIGHTHOUSE_REGIONS.contains(region);
        if (elsewhere || unsupportedRegions.contains(region)) {
            throw new ServiceRefusal(
                    "UnsupportedRegion", "The API does not support the requested region `" + region + "`.");
        }
    }

    RefusalEffect refusalEffectNow() {
        return refusalEffect;
    }

    boolean resharingFailsNow() {
        return resharingFails;
    }

    boolean cancellingUnsharedFailsNow() {
        return cancellingUnsharedFails;
    }

    int accountsPerRequestNow() {
        return accountsPerRequest;
    }

    int accountLimitNow() {
        return accountLimit;
    }

    EmptySet emptySetNow() {
        return emptySet;
    }

    LighthouseRole lighthouseRoleNow() {
        return lighthouseRole;
    }

    String blueprintTypeNow() {
        return blueprintType;
    }
}
