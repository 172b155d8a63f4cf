package io.github.imagesharing;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CAM role that is assumed for all calls, of the caller's root account or of another that trusts it:
 * {@link CloudSettings.Builder#role(AssumedRole)}. The limits are those that STS publishes for {@code AssumeRole}.
 *
 * <p>Immutable and thread-safe; equal by value.
 */
public final class AssumedRole {

    private static final Pattern ARN =
            Pattern.compile("qcs::cam::uin/([1-9][0-9]*):(?:role|roleName|tencentcloudServiceRoleName)/[\\w+=,.@/-]+");
    private static final IdFormat ARN_FORMAT = new IdFormat(
            "role ARN",
            ARN,
            "be the ARN of a role, with its root account and its name or id",
            "qcs::cam::uin/100000000018:roleName/images");
    private static final IdFormat SESSION_NAME = IdFormat.of(
            "session name", "[\\w+=,.@-]{2,128}", "have 2 to 128 letters, digits and _+=,.@-", "image-sharing");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,128}");
    private static final Duration LONGEST = Duration.ofHours(12);

    private final String arn;
    private final @Nullable String externalId;
    private final String sessionName;
    private final Duration duration;

    private AssumedRole(String arn, @Nullable String externalId, String sessionName, Duration duration) {
        this.arn = arn;
        this.externalId = externalId;
        this.sessionName = sessionName;
        this.duration = duration;
    }

    /**
     * Names a role, to be assumed without external id, as {@code image-sharing}, for two hours at a time.
     *
     * @param arn its ARN, like {@code qcs::cam::uin/100000000018:roleName/images} or
     *     {@code qcs::cam::uin/100000000018:role/4611686018427397919}
     * @return the role
     * @throws IllegalArgumentException if it is null or of another shape; the message names it
     */
    public static AssumedRole of(String arn) {
        return new AssumedRole(ARN_FORMAT.require(arn), null, "image-sharing", Duration.ofHours(2));
    }

    /**
     * The same role with the identifier that its trust policy may ask for. It is never printed.
     *
     * @param externalId 2 to 128 letters, digits and {@code _+=,.@:/-}
     * @return a changed copy
     * @throws IllegalArgumentException if it is null or of another shape; the message does not print it
     */
    public AssumedRole externalId(String externalId) {
        if (!EXTERNAL_ID
                .matcher(ArgumentChecks.given("external id", externalId))
                .matches()) {
            throw new IllegalArgumentException("external id of " + externalId.length()
                    + " characters: it must have 2 to 128 letters, digits and _+=,.@:/-");
        }
        return new AssumedRole(arn, externalId, sessionName, duration);
    }

    /**
     * The same role under another name of the session, which audits of the account show.
     *
     * @param sessionName 2 to 128 letters, digits and {@code _+=,.@-}
     * @return a changed copy
     * @throws IllegalArgumentException if it is null or of another shape; the message names it
     */
    public AssumedRole sessionName(String sessionName) {
        return new AssumedRole(arn, externalId, SESSION_NAME.require(sessionName), duration);
    }

    /**
     * The same role for a shorter or longer time. The keys are renewed before it ends, so it limits no call.
     *
     * @param duration whole seconds, 12 hours at most; a role may allow less
     * @return a changed copy
     * @throws IllegalArgumentException if it is null, not positive, longer, or not whole seconds
     */
    public AssumedRole duration(Duration duration) {
        Duration given = ArgumentChecks.positive("duration", duration);
        if (!given.equals(given.truncatedTo(ChronoUnit.SECONDS)) || given.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration " + given + ": whole seconds, at most " + LONGEST);
        }
        return new AssumedRole(arn, externalId, sessionName, given);
    }

    /** {@return the ARN} */
    public String arn() {
        return arn;
    }

    /** {@return the root account to which the role belongs, and as which calls are made} */
    public AccountId account() {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new IllegalStateException(arn + " was checked when it was given");
        }
        return AccountId.of(parts.group(1));
    }

    /** {@return the identifier that the role's trust policy asks for, empty by default} */
    public Optional<String> externalId() {
        return Optional.ofNullable(externalId);
    }

    /** {@return the name of the session; {@code image-sharing} by default} */
    public String sessionName() {
        return sessionName;
    }

    /** {@return for how long the role is assumed at a time; two hours by default} */
    public Duration duration() {
        return duration;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssumedRole role
                && arn.equals(role.arn)
                && Objects.equals(externalId, role.externalId)
                && sessionName.equals(role.sessionName)
                && duration.equals(role.duration);
    }

    @Override
    public int hashCode() {
        return Objects.hash(arn, externalId, sessionName, duration);
    }

    /** {@return the ARN and the name of the session, without the external id} */
    @Override
    public String toString() {
        return arn + " as " + sessionName;
    }
}
