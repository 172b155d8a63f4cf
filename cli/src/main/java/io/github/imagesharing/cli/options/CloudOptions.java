package io.github.imagesharing.cli.options;

import com.google.common.base.Joiner;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Site;
import io.github.imagesharing.cli.console.Defaults;
import io.github.imagesharing.cli.console.SampleCloud;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which cloud is asked, and how: the one place where they become {@link CloudSettings}. */
public final class CloudOptions {

    private static final Region OF_THE_FAKE = Region.of("ap-guangzhou");
    private static final List<String> OF_THE_REAL_CLOUD = List.of(
            "--site",
            "--endpoint",
            "--application",
            "--role",
            "--role-session",
            "--role-duration",
            "--role-external-id");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description =
                    "the region, or several where the command takes them. Else TENCENTCLOUD_REGION, else region in ~/"
                            + Defaults.FILE)
    private Set<Region> regions = Set.of();

    @Option(names = "--fake", description = "try it on an embedded cloud with made-up images; needs no account")
    private boolean fake;

    @Option(
            names = "--images",
            defaultValue = "12",
            paramLabel = "N",
            description = "with --fake: how many images it has in a region (${DEFAULT-VALUE})")
    private int images;

    @Option(
            names = "--partners",
            defaultValue = "5",
            paramLabel = "N",
            description = "with --fake: how many accounts share them (${DEFAULT-VALUE})")
    private int partners;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description = "the site of the account: ${COMPLETION-CANDIDATES} (CHINA)")
    private @Nullable Site site;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "another address than the cloud's own, such as a gateway")
    private @Nullable URI endpoint;

    @Option(names = "--application", paramLabel = "NAME", description = "what the service is to know this caller by")
    private @Nullable String application;

    @Option(
            names = "--role",
            paramLabel = "ARN",
            description =
                    "assume this CAM role for all calls. Else TENCENTCLOUD_ASSUME_ROLE_ARN, else TENCENTCLOUD_ROLE_ARN")
    private @Nullable AssumedRole role;

    @Option(
            names = "--role-session",
            paramLabel = "NAME",
            description = "the name of the role's session. Else TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME, else"
                    + " TENCENTCLOUD_ROLE_SESSION_NAME")
    private @Nullable String roleSession;

    @Option(
            names = "--role-duration",
            paramLabel = "TIME",
            description = "for how long the role is assumed at a time (2h); a role may allow less. Else"
                    + " TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION, in seconds")
    private @Nullable Duration roleDuration;

    @Option(
            names = "--role-external-id",
            paramLabel = "ID",
            description = "what the role's trust policy asks for. Else TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID")
    private @Nullable String roleExternalId;

    @Option(
            names = {"-v", "--verbose"},
            description = "say each call of the cloud and each failed attempt on standard error")
    private boolean verbose;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private final Surroundings surroundings;

    public CloudOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public boolean isFake() {
        return fake;
    }

    /** The regions, in the order named; at least one. */
    public Set<Region> regions() {
        if (!regions.isEmpty()) {
            return regions;
        }
        if (!fake) {
            throw wrong("Which region? Name it with --region, in TENCENTCLOUD_REGION, or as region in "
                    + surroundings.home().resolve(Defaults.FILE) + ". To try the program, say --fake");
        }
        return Set.of(OF_THE_FAKE);
    }

    /**
     * The region of a command that takes one.
     *
     * @throws IllegalArgumentException if several are named
     */
    public Region region() {
        Set<Region> all = regions();
        if (all.size() > 1) {
            throw new IllegalArgumentException("--region " + Joiner.on(',').join(all) + ": one region at most");
        }
        return first();
    }

    private Region first() {
        return regions().iterator().next();
    }

    /** What a command does with the cloud; returns the exit code. */
    public interface Work {
        int run(ImageSharingService sharing) throws Exception;
    }

    /** Runs the work of a command on the selected cloud, in the first region named. */
    public int run(Work work) throws Exception {
        return run(CallObserver.none(), work);
    }

    /** The same where somebody hears of the calls. */
    public int run(CallObserver observer, Work work) throws Exception {
        (fake ? OF_THE_REAL_CLOUD : List.of("--images", "--partners")).forEach(this::refuse);
        CallObserver observers = verbose ? CallObserver.all(CallObserver.logging(), observer) : observer;
        if (!fake) {
            return run(settings().observer(observers).build(), work);
        }
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            SampleCloud.fill(cloud, regions(), images, partners);
            CloudSettings.Builder settings = cloud.settings(first()).toBuilder().observer(observers);
            if (!surroundings.limitsRates()) {
                cloud.unlimitedRates();
                settings.quota(RequestQuota.unlimited());
            }
            return run(settings.build(), work);
        }
    }

    private void refuse(String option) {
        if (Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option)) {
            throw wrong(option
                    + (fake ? " is for the real cloud: not with --fake" : " is for the embedded cloud: with --fake"));
        }
    }

    private CloudSettings.Builder settings() {
        CloudSettings.Builder settings = surroundings.cloud().get().region(first());
        if (site != null) {
            settings.site(site);
        }
        if (endpoint != null) {
            settings.endpoint(endpoint);
        }
        if (application != null) {
            settings.application(application);
        }
        AssumedRole assumed = role();
        return assumed == null ? settings : settings.role(assumed);
    }

    private @Nullable AssumedRole role() {
        AssumedRole assumed = role;
        if (assumed == null) {
            List.of("--role-session", "--role-duration", "--role-external-id").forEach(this::refuseWithoutRole);
            return null;
        }
        if (roleSession != null) {
            assumed = assumed.sessionName(roleSession);
        }
        if (roleDuration != null) {
            assumed = assumed.duration(roleDuration);
        }
        return roleExternalId == null ? assumed : assumed.externalId(roleExternalId);
    }

    private void refuseWithoutRole(String option) {
        if (Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option)) {
            throw wrong(option + " is for --role, which is missing");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }

    private static int run(CloudSettings settings, Work work) throws Exception {
        try (ImageSharingService sharing = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .build()) {
            return work.run(sharing);
        }
    }
}
