package io.github.imagesharing.transport;

import com.google.common.collect.Comparators;
import com.google.gson.JsonObject;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import io.github.imagesharing.transport.credentials.TemporaryKeys;
import io.github.imagesharing.transport.credentials.TemporaryKeys.Issued;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a role, which STS gives for another credential ({@code AssumeRole}).
 *
 * <p>It answers the SDK's {@code STSCredential}, which signs with nothing after a refusal. Here a call without keys is not
 * sent, and ends with what STS said. Each question is one request on the one way to the wire. It is not made again here: the
 * loop of the call that needs the keys does that, so a call has one budget of attempts and of time. Keys are renewed before
 * they end, and no call waits for that. Shown by {@code RoleKeysTest}.
 *
 * <p>As thread-safe as a {@link KeySource} must be.
 */
final class RoleKeys implements KeySource {

    /** The codes that STS publishes for {@code AssumeRole}, beside those common to all products. */
    static final ErrorTable ERRORS = ErrorTable.builder()
            .row("InvalidParameter.OverLimit", ThrottledException::new)
            .row("ResourceNotFound.RoleNotFound", AuthenticationException::new)
            .row("InternalError.IllegalRole", AuthenticationException::new)
            .family("InvalidParameter", AuthenticationException::new)
            .build();

    private static final Api ASSUME_ROLE = new Api("sts", "AssumeRole", 600);
    private static final String VERSION = "2018-08-13";

    /** Of short sessions a sixth is left when they are renewed. */
    private static final int PARTS = 6;

    private final AssumedRole role;
    private final ApiCaller sts;
    private final ProductClient client;
    private final TemporaryKeys keys = new TemporaryKeys(this::issue);
    private volatile @Nullable ImageSharingException failure;

    /**
     * Begins without asking.
     *
     * @param role the role
     * @param sts makes the calls, signed with the credential that assumes the role; closed with this
     */
    RoleKeys(AssumedRole role, ApiCaller sts) {
        this.role = role;
        this.sts = sts;
        this.client = sts.client(ASSUME_ROLE.service(), VERSION);
    }

    @Override
    public CredentialKeys keys(@Nullable CredentialKeys refused, TimeSource time) {
        return keys.keys(refused, time);
    }

    @Override
    public Optional<Issued> atHand(@Nullable CredentialKeys refused, Instant now) {
        return keys.atHand(refused, now);
    }

    @Override
    public Optional<ImageSharingException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public RuntimeException tooLate(Deadline deadline, TimeoutException e) {
        String message = "the role %s was not assumed within the time for this call".formatted(role.arn());
        Throwable reason =
                deadline.lastFailure().<Throwable>map(failure -> failure).orElse(e);
        return new CloudUnreachableException(Details.client(null, message, reason), false, true);
    }

    @Override
    public void close() {
        sts.close();
    }

    /** Several calls may wait for it, so its time is that of a request and not of one of them. */
    private Issued issue(TimeSource time) {
        Instant asked = time.instant();
        Deadline deadline = Deadline.in(sts.settings().callTimeout(), time);
        try {
            Issued issued = sts.readOnce(ASSUME_ROLE, deadline, () -> issued(asked, ask()));
            failure = null;
            return issued;
        } catch (ImageSharingException refused) {
            ImageSharingException told = notAssumed(refused);
            failure = told;
            throw told;
        }
    }

    /** STS repeats what it was sent, and the external id is nobody's business, not even an observer's. */
    private JsonObject ask() throws IOException {
        try {
            return client.send(ASSUME_ROLE, request(), JsonObject.class);
        } catch (ServiceErrorException refused) {
            ServiceError said = refused.error();
            throw new ServiceErrorException(
                    new ServiceError(said.code(), hidden(said.message()), said.requestId(), said.serverTime()));
        } catch (MalformedResponseException said) {
            throw new MalformedResponseException(
                    hidden(String.valueOf(said.getMessage())), said.code(), said.requestId());
        }
    }

    private String hidden(String text) {
        return role.externalId().map(id -> text.replace(id, "***")).orElse(text);
    }

    private AbstractModel request() {
        AbstractModel request = new CommonRequest("{}");
        request.set("RoleArn", role.arn());
        request.set("RoleSessionName", role.sessionName());
        request.set("DurationSeconds", role.duration().toSeconds());
        role.externalId().ifPresent(id -> request.set("ExternalId", id));
        return request;
    }

    /**
     * The end by whichever clock comes first: this machine's may be behind the service's. One that is so far ahead that new keys
     * would have ended is of no use for that.
     */
    private Issued issued(Instant asked, JsonObject answer) {
        CredentialKeys issued = CredentialKeys.of(answer.getAsJsonObject("Credentials"));
        Instant said = Instant.ofEpochSecond(answer.get("ExpiredTime").getAsLong());
        Instant own = asked.plus(role.duration());
        Instant until = said.isAfter(asked) ? Comparators.min(said, own) : own;
        Duration ahead =
                Comparators.min(TemporaryKeys.BEFORE_THE_END, role.duration().dividedBy(PARTS));
        return new Issued(issued, until, until.minus(ahead));
    }

    /** The same failure, of the call that was not sent for want of keys: whatever it is, nothing was changed. */
    private ImageSharingException notAssumed(ImageSharingException failure) {
        String message = "the role %s cannot be assumed: %s%s"
                .formatted(role.arn(), failure.details().message(), advice(failure));
        Details details = failure.details().withMessage(message);
        if (failure instanceof CloudUnreachableException) {
            return new CloudUnreachableException(details, false, failure.isRetryable());
        }
        if (failure instanceof ServiceFailureException) {
            return new ServiceFailureException(details, false);
        }
        // What is not known is no reason to doubt accounts: they were not even named.
        return failure instanceof UnrecognizedServiceException
                ? new AuthenticationException(details)
                : failure.with(details);
    }

    private static String advice(ImageSharingException failure) {
        return switch (failure.errorCode().orElse("")) {
            case "ResourceNotFound.RoleNotFound", "InternalError.IllegalRole" ->
                "; there is no such role: correct the ARN, or create the role";
            case "InvalidParameter.OverTimeError" -> "; ask for a shorter duration, or let the role allow a longer one";
            default ->
                failure instanceof AccessDeniedException
                        ? "; the role must trust the caller (with the external id, if its policy asks for one), and the caller"
                                + " needs sts:AssumeRole"
                        : failure instanceof ThrottledException ? "; too many requests to STS, try later" : "";
        };
    }
}
