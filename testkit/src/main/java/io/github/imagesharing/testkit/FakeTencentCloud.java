package io.github.imagesharing.testkit;

import static io.github.imagesharing.ArgumentChecks.given;

import com.sun.net.httpserver.HttpServer;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.state.Behaviour;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.wire.Gateway;
import io.github.imagesharing.testkit.wire.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A small Tencent Cloud in the own process, for tests and demonstrations: CVM, CBS, STS, Lighthouse and the organisation service as far as
 * sharing images needs them. It verifies signatures, keeps state, refuses what the service refuses, enforces the
 * published rates, and fails when told to.
 *
 * <p>The name of an action is written alone ({@code ModifyImageSharePermission}), which means every service that has
 * it, or as access policies write it ({@code cvm:ModifyImageSharePermission}).
 *
 * <p>It listens on 127.0.0.1 only. Thread-safe; everything can be changed while requests are served.
 */
public final class FakeTencentCloud implements AutoCloseable {

    private static final AccountId OWN_ACCOUNT = AccountId.of("100000000001");
    private static final String SECRET_ID = "AKIDfakefakefakefakefakefakefakefake";
    private static final String SECRET_KEY = "fakefakefakefakefakefakefakefake";

    private final CloudState state = new CloudState(OWN_ACCOUNT);
    private final Contents contents = new Contents(state);
    private final Behaviour behaviour = new Behaviour();
    private final Traffic traffic = new Traffic();
    private final HttpServer server;
    private final ExecutorService threads;

    private FakeTencentCloud(int port) {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            // Read when the server's class loads. Without it every answer on a kept connection costs 40 ms.
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        state.credentials().add(credential());
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-tencent-cloud");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", new Gateway(state, behaviour, traffic));
        server.start();
    }

    /**
     * Starts a cloud on a free port.
     *
     * @return the cloud; close it
     */
    public static FakeTencentCloud start() {
        return start(0);
    }

    /**
     * Starts a cloud.
     *
     * @param port the port, or 0 for a free one
     * @return the cloud; close it
     * @throws UncheckedIOException if the port is taken
     */
    public static FakeTencentCloud start(int port) {
        return new FakeTencentCloud(Bounds.between("port", port, 0, 65_535));
    }

    /** Stops serving at once, also what is being answered. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    /** {@return the address it listens on, {@code http://127.0.0.1:PORT}} */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Settings that lead here, with the credential and the published quota.
     *
     * @param region the region
     * @return the settings; {@link CloudSettings#toBuilder()} changes them
     */
    public CloudSettings settings(Region region) {
        return CloudSettings.builder()
                .region(region)
                .endpoint(endpoint())
                .credential(credential())
                .build();
    }

    /** {@return a credential that is accepted} */
    public Credential credential() {
        return new Credential(SECRET_ID, SECRET_KEY);
    }

    /** {@return the secret id that is accepted} */
    public String secretId() {
        return SECRET_ID;
    }

    /** {@return the secret key that is accepted} */
    public String secretKey() {
        return SECRET_KEY;
    }

    /**
     * Accepts another credential; one with a token only together with that token.
     *
     * @param credential the credential
     */
    public void addCredential(Credential credential) {
        given("secret id", given("credential", credential).getSecretId());
        given("secret key", credential.getSecretKey());
        state.credentials().add(credential);
    }

    /**
     * Does not know a secret id any more: {@code AuthFailure.SecretIdNotFound}.
     *
     * @param secretId the secret id
     */
    public void revokeCredential(String secretId) {
        state.credentials().revoke(given("secret id", secretId));
    }

    /**
     * Does not accept the token of a temporary credential any more: {@code AuthFailure.TokenFailure}.
     *
     * @param secretId the secret id
     */
    public void expireToken(String secretId) {
        state.credentials().expireToken(given("secret id", secretId));
    }

    /**
     * Lets a role exist, of any root account, which whoever signs may assume. The keys of it work for all APIs, as that root
     * account, until they end by this cloud's clock. They see the images of the own account, as if they were the role's.
     *
     * @param role the role as its trust policy asks for it: with an external id, no other is
     *     {@code UnauthorizedOperation}; its duration and the name of its session do not matter. {@link #refuse(String)} with
     *     {@code AssumeRole} lets no role trust the caller
     */
    public void addRole(AssumedRole role) {
        state.roles().add(given("role", role));
    }

    /**
     * Lets a role not exist any more: {@code ResourceNotFound.RoleNotFound}. Its keys go on.
     *
     * @param role the role; only its ARN matters
     */
    public void removeRole(AssumedRole role) {
        state.roles().remove(given("role", role).arn());
    }

    /** Does not accept the keys of any role any more that were given until now: {@code AuthFailure.TokenFailure}. */
    public void expireRoleKeys() {
        state.credentials().expireRoleKeys();
    }

    /** {@return the root account whose cloud this is} */
    public AccountId ownAccount() {
        return contents.ownAccount();
    }

    /**
     * Lets an account not exist; by default every account does. What it has, it keeps.
     *
     * @param account the account
     */
    public void closeAccount(AccountId account) {
        contents.closeAccount(given("account", account));
    }

    /**
     * Lets an account be a sub-account, which nothing can be shared with.
     *
     * @param account the account
     */
    public void subAccount(AccountId account) {
        contents.subAccount(given("account", account));
    }

    /**
     * Lets the account be in an organisation, in place of the one before; without this it is in none, which is
     * {@code ResourceNotFound.OrganizationNotExist}.
     *
     * @param description says what it is like
     */
    public void organization(Consumer<FakeOrganization> description) {
        FakeOrganization described = new FakeOrganization(ownAccount());
        given("description", description).accept(described);
        state.organization(described.toOrganization());
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
        return contents.addImage(given("description", description));
    }

    /**
     * Adds images that may be shared.
     *
     * @param count how many
     * @return their ids
     */
    public List<ImageId> addImages(int count) {
        return contents.addImages(Bounds.atLeast("count", count, 0));
    }

    /**
     * Changes an image.
     *
     * @param id the image
     * @param change says what is different
     * @throws IllegalArgumentException if there is no such image
     */
    public void changeImage(ImageId id, Consumer<FakeImage> change) {
        contents.changeImage(given("image", id), given("change", change));
    }

    /**
     * Deletes an image. A blueprint made from it stays.
     *
     * @param id the image
     */
    public void deleteImage(ImageId id) {
        contents.deleteImage(given("image", id));
    }

    /**
     * The accounts that have access to an image, whatever lagging reads show.
     *
     * @param id the image
     * @return the accounts, in the order in which they got it
     * @throws IllegalArgumentException if there is no such image
     */
    public Set<AccountId> accountsOf(ImageId id) {
        return contents.accountsOf(given("image", id));
    }

    /**
     * The accounts that have a blueprint.
     *
     * @param id the blueprint
     * @return the accounts, in the order in which they got it
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public Set<AccountId> accountsOf(BlueprintId id) {
        return contents.accountsOf(given("blueprint", id));
    }

    /**
     * Gives accounts access to an image as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the image
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such image
     */
    public void shareElsewhere(ImageId id, AccountId... accounts) {
        contents.shareElsewhere(given("image", id), Bounds.accounts(accounts));
    }

    /**
     * Takes an image from accounts as if somebody else did it meanwhile.
     *
     * @param id the image
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such image
     */
    public void unshareElsewhere(ImageId id, AccountId... accounts) {
        contents.unshareElsewhere(given("image", id), Bounds.accounts(accounts));
    }

    /**
     * Begins to copy an image as if somebody else did it meanwhile. Nothing is checked, and it takes as long as any copy.
     *
     * @param id the image
     * @param region where the copy is
     * @param name the copy's name
     * @return the copy
     * @throws IllegalArgumentException if there is no such image
     */
    public ImageId copyingElsewhere(ImageId id, Region region, String name) {
        return contents.copyElsewhere(given("image", id), given("region", region), given("name", name), behaviour);
    }

    /**
     * The images in a region, whatever lagging reads show: also copies under way that are not listed yet.
     *
     * @param region the region
     * @return the images, the oldest first; those that no {@link FakeImage#region} says to be in one are in every region
     */
    public List<ImageId> imagesIn(Region region) {
        return contents.imagesIn(given("region", region));
    }

    /**
     * The name of an image, whatever lagging reads show.
     *
     * @param id the image
     * @return its name
     * @throws IllegalArgumentException if there is no such image
     */
    public String nameOf(ImageId id) {
        return contents.nameOf(given("image", id));
    }

    /**
     * Shares an image into Lighthouse as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the image
     * @return the blueprint
     * @throws IllegalArgumentException if there is no such image
     */
    public BlueprintId addBlueprint(ImageId id) {
        return contents.addBlueprint(given("image", id));
    }

    /**
     * The blueprint made from an image, whatever lagging reads show.
     *
     * @param id the image
     * @return the blueprint, or empty if the image is not in Lighthouse
     */
    public Optional<BlueprintId> blueprintOf(ImageId id) {
        return contents.blueprintOf(given("image", id));
    }

    /**
     * Changes the state of a blueprint.
     *
     * @param id the blueprint
     * @param state the state as the service writes it, {@code NORMAL} by default
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void blueprintState(BlueprintId id, String state) {
        contents.blueprintState(given("blueprint", id), given("state", state));
    }

    /**
     * Gives accounts a blueprint as if somebody else did it meanwhile. Nothing is checked.
     *
     * @param id the blueprint
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void shareElsewhere(BlueprintId id, AccountId... accounts) {
        contents.shareElsewhere(given("blueprint", id), Bounds.accounts(accounts));
    }

    /**
     * Takes a blueprint from accounts as if somebody else did it meanwhile.
     *
     * @param id the blueprint
     * @param accounts the accounts
     * @throws IllegalArgumentException if there is no such blueprint
     */
    public void unshareElsewhere(BlueprintId id, AccountId... accounts) {
        contents.unshareElsewhere(given("blueprint", id), Bounds.accounts(accounts));
    }

    /**
     * Sets what a refused request for several accounts, or for copies in several regions, changes nevertheless.
     *
     * @param effect {@link RefusalEffect#NONE} by default
     */
    public void refusalEffect(RefusalEffect effect) {
        behaviour.refusalEffect(given("effect", effect));
    }

    /**
     * Sets whether sharing an image with an account that has access is {@code FailedOperation.AccountAlreadyExists}.
     *
     * @param fails false by default: it changes nothing
     */
    public void resharingFails(boolean fails) {
        behaviour.resharingFails(fails);
    }

    /**
     * Sets whether taking an image from an account that has no access is {@code InvalidAccountId.NotFound}.
     *
     * @param fails false by default: it changes nothing
     */
    public void cancellingUnsharedFails(boolean fails) {
        behaviour.cancellingUnsharedFails(fails);
    }

    /**
     * Sets how many accounts one CVM request may name.
     *
     * @param most 500 by default; more are {@code InvalidParameterValue.LimitExceeded}
     */
    public void accountsPerRequest(int most) {
        behaviour.accountsPerRequest(Bounds.atLeast("accounts", most, 1));
    }

    /**
     * Sets with how many accounts one image, or one blueprint, may be shared.
     *
     * @param most 500 by default; more are {@code OverQuota}, or Lighthouse's code for it
     */
    public void accountLimit(int most) {
        behaviour.accountLimit(Bounds.atLeast("accounts", most, 0));
    }

    /**
     * Lets all reads of images, accesses and blueprints show what was true a while ago. Writes know what is true.
     *
     * @param lag how long ago; zero by default
     */
    public void readLag(Duration lag) {
        state.readLag(Bounds.delay("lag", lag));
    }

    /**
     * Measures the read lag, and the time that copies take, by another clock, for a test that skips the time it waits: who
     * asks with the same clock need not wait for real until a write is visible. Call it before anything lags or is copied.
     *
     * @param nanos nanoseconds that never go back; {@link System#nanoTime()} by default
     */
    public void lagClock(LongSupplier nanos) {
        state.lagClock(given("nanos", nanos));
    }

    /**
     * Sets how {@code SharePermissionSet} is written for an image shared with nobody.
     *
     * @param style {@link EmptySet#EMPTY_ARRAY} by default
     */
    public void emptySharePermissionSet(EmptySet style) {
        behaviour.emptySet(given("style", style));
    }

    /**
     * Sets whether the account has the service role Lighthouse needs.
     *
     * @param role {@link LighthouseRole#GRANTED} by default
     */
    public void lighthouseRole(LighthouseRole role) {
        behaviour.lighthouseRole(given("role", role));
    }

    /**
     * Sets the type of the blueprints made from images, which the documentation leaves open.
     *
     * @param type {@code PRIVATE} by default, or {@code SHARED}
     */
    public void blueprintType(String type) {
        behaviour.blueprintType(given("type", type));
    }

    /**
     * Sets how long a copy of an image to another region takes, by the clock of {@link #lagClock}.
     *
     * @param duration how long, for the copies that begin from now on; zero by default: it is NORMAL when it is next read
     */
    public void copying(Duration duration) {
        behaviour.copying(Bounds.delay("duration", duration));
    }

    /**
     * Sets which image shows that a copy is under way.
     *
     * @param image {@link SyncingImage#COPY} by default
     */
    public void syncingShown(SyncingImage image) {
        behaviour.syncingShown(given("image", image));
    }

    /**
     * Sets whether an image that shows that a copy is under way has a {@code SyncPercent}, in steps of a quarter.
     *
     * @param shown true by default; otherwise it is {@code null}
     */
    public void syncPercentShown(boolean shown) {
        behaviour.syncPercentShown(shown);
    }

    /**
     * Sets whether a copy has the creation time of its source, which the documentation leaves open.
     *
     * @param keep false by default: it has its own
     */
    public void copiesKeepTime(boolean keep) {
        behaviour.copiesKeepTime(keep);
    }

    /**
     * Sets what happens to a copy in a region that has an image of its name, whatever lagging reads show.
     *
     * @param outcome {@link DuplicateNames#REFUSED} by default
     */
    public void duplicateNames(DuplicateNames outcome) {
        behaviour.duplicateNames(given("outcome", outcome));
    }

    /**
     * Sets what a caller is told of the ids of copies.
     *
     * @param style {@link CopyIds#IN_ANSWER} by default
     */
    public void copyIds(CopyIds style) {
        behaviour.copyIds(given("style", style));
    }

    /**
     * Lets no image be copied to a region.
     *
     * @param region the region
     * @param code with which code a request is refused: the service has {@code InvalidRegion.Unavailable},
     *     {@code UnsupportedOperation.Region}, {@code InvalidParameterValue.InvalidRegion} and {@code InvalidRegion.NotFound}
     */
    public void cannotCopyTo(Region region, String code) {
        behaviour.cannotCopyTo(given("region", region), given("code", code));
    }

    /**
     * Sets how many custom images a region has room for, when one is copied there.
     *
     * @param region the region
     * @param most 500 by default; more are {@code ImageQuotaLimitExceeded}. Images that no {@link FakeImage#region} says to
     *     be in one do not count
     */
    public void imageQuota(Region region, int most) {
        behaviour.imageQuota(given("region", region), Bounds.atLeast("images", most, 0));
    }

    /**
     * Lets every copy that begins in a region from now on end {@code CREATEFAILED}.
     *
     * @param region the region
     */
    public void copiesFail(Region region) {
        behaviour.copiesFail(given("region", region));
    }

    /**
     * Sets whether a blueprint of another type than {@code PRIVATE} cannot be handed on, which the documentation leaves open.
     *
     * @param refuses false by default; else it is {@code ResourceNotFound.PrivateBlueprintNotFound}
     */
    public void refusesSharedBlueprints(boolean refuses) {
        behaviour.refusesSharedBlueprints(refuses);
    }

    /**
     * Lets no product exist in a region. By default they exist in every region, Lighthouse in fifteen.
     *
     * @param region the region that is {@code UnsupportedRegion} from now on
     */
    public void unsupportedRegion(Region region) {
        behaviour.unsupportedRegion(given("region", region));
    }

    /**
     * Shifts the cloud's clock against that of this machine, in its answers' {@code Date} as well.
     *
     * @param skew how far it is ahead, or behind if negative
     */
    public void clockSkew(Duration skew) {
        state.clock().skew(Bounds.skew(skew));
    }

    /**
     * Changes how often an action may be called; by default the published rate is enforced.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param perSecond how often in a second, as {@link #counting(RequestCounting)} says
     * @throws IllegalArgumentException if the action is not served or the rate is not positive
     */
    public void rate(String action, int perSecond) {
        traffic.rate(action, perSecond);
    }

    /** Enforces no rate any more, until {@link #rate(String, int)} sets one. */
    public void unlimitedRates() {
        traffic.unlimitedRates();
    }

    /**
     * Sets how requests are counted against the rates. Those before are forgotten.
     *
     * @param way {@link RequestCounting#SLIDING_WINDOW} by default
     */
    public void counting(RequestCounting way) {
        traffic.counting(given("way", way));
    }

    /**
     * Lets another program of the account use a part of each rate up to 100,000 a second: it calls every action evenly, as
     * if it had long done so. Its requests are counted and refused like the others, are not tried again, and are not in
     * {@link #requests()} or {@link #throttled()}.
     *
     * @param part zero by default, less than one; with 0.5 and a rate of 10 it sends five requests a second
     * @throws IllegalArgumentException if the part is not in this range
     */
    public void strangerUses(double part) {
        traffic.strangerUses(Bounds.part("part", part));
    }

    /**
     * Lets the next request for an action go wrong.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failNext(String action, Fault fault) {
        failNext(action, 1, fault);
    }

    /**
     * Lets the next requests for an action go wrong, after those planned before.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param times how many
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failNext(String action, int times, Fault fault) {
        traffic.failNext(
                action, Bounds.atLeast("times", times, 0), given("fault", fault).injected());
    }

    /**
     * Lets all requests for an action go wrong until {@link #heal()}.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failAlways(String action, Fault fault) {
        traffic.failAlways(action, given("fault", fault).injected());
    }

    /** Forgets all faults planned. */
    public void heal() {
        traffic.heal();
    }

    /**
     * Lets the access policy refuse an action to the caller until {@link #allow(String)}.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @throws IllegalArgumentException if the action is not served
     */
    public void refuse(String action) {
        traffic.refuse(action);
    }

    /**
     * The same for requests that name one image only, as a policy about resources does.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param image the image
     * @throws IllegalArgumentException if the action is not served
     */
    public void refuse(String action, ImageId image) {
        traffic.refuse(action, given("image", image).value());
    }

    /**
     * Takes {@link #refuse(String)} back.
     *
     * @param action the action, named as it was refused
     */
    public void allow(String action) {
        traffic.allow(given("action", action));
    }

    /**
     * Lets something happen each time a request for an action has been carried out, before its answer is sent: the next
     * request finds it done. So a list can change between two of its pages.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param happening what happens, for example {@code () -> cloud.deleteImage(id)}; the latest one set for the action
     * @throws IllegalArgumentException if the action is not served
     */
    public void afterEach(String action, Runnable happening) {
        traffic.afterEach(action, given("happening", happening));
    }

    /**
     * Delays every answer. What was asked is done at once.
     *
     * @param latency how long; zero by default
     */
    public void latency(Duration latency) {
        behaviour.latency(Bounds.delay("latency", latency));
    }

    /**
     * All requests since the start or {@link #resetRequests()}, by arrival, also those refused; of more than 50,000 the
     * last.
     *
     * @return the requests
     */
    public List<RecordedRequest> requests() {
        return traffic.requests();
    }

    /**
     * The requests for one action.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @return the requests, by arrival
     */
    public List<RecordedRequest> requests(String action) {
        return traffic.requests(given("action", action));
    }

    /** {@return how many requests were refused as one too many} */
    public long throttled() {
        return traffic.throttled();
    }

    /** Forgets the requests so far, for {@link #requests()} and all that counts. */
    public void resetRequests() {
        traffic.resetRequests();
    }

    /**
     * The most requests for an action that arrived within any one second, also those refused.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @return how many
     */
    public int busiestSecond(String action) {
        return traffic.busiestSecond(given("action", action));
    }

    /**
     * Starts a cloud alone, for clients in any language: prints one line of JSON with {@code endpoint},
     * {@code secretId}, {@code secretKey} and {@code images}, and serves until it is killed.
     *
     * @param args {@code --port N} (0, any free one, by default), {@code --images N} (0 by default), {@code --region REGION}
     *     (the one in which these images are; every region by default),
     *     {@code --rate ACTION=N} (any number of times; the published rates by default), {@code --counting WAY}
     *     ({@link RequestCounting} in small letters with hyphens; {@code sliding-window} by default), {@code --stranger
     *     PART} (what a stranger uses of the rates; 0 by default), {@code --copying SECONDS} (how long a copy of an image takes;
     *     0 by default), {@code --until-input-ends} (ends when standard input does); {@code --help} prints them
     */
    public static void main(String... args) {
        Standalone.run(args);
    }

    /**
     * Does within another program what {@link #main} does, and returns when the cloud has ended.
     *
     * @param out where its line is printed
     * @param args those of {@link #main}
     * @throws IllegalArgumentException if an argument is unknown or its value cannot be used
     * @throws IOException if the port is taken, or the line could not be printed
     * @throws InterruptedException if the thread was interrupted; the cloud serves until the process ends
     */
    public static void serve(PrintWriter out, String... args) throws IOException, InterruptedException {
        for (String arg : given("args", args)) {
            given("args", arg);
        }
        Standalone.start(given("out", out), args).await();
    }
}
