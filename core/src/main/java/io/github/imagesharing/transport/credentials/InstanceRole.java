package io.github.imagesharing.transport.credentials;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.TemporaryKeys.Issued;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the role that is bound to this instance, from its metadata service. The role is asked for each time, because it may
 * have been exchanged for another.
 *
 * <p>For one thread at a time.
 */
final class InstanceRole {

    private final HttpUrl address;
    private final TimeSource time;
    private final TemporaryKeys keys;
    private boolean hadRole;
    private boolean isSilent;

    InstanceRole(Surroundings surroundings) {
        this.address = HttpUrl.get(surroundings.metadata().toString());
        this.time = surroundings.time();
        this.keys = new TemporaryKeys(now -> issue());
    }

    /** There is no metadata service, or it names no role. */
    private static final class NoRoleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoleException(String why) {
            super(why);
        }
    }

    /** Empty where this machine has no role and never had one; what is the matter is told. */
    Optional<CredentialKeys> keys(@Nullable CredentialKeys refused, Consumer<String> why) {
        try {
            CredentialKeys issued = keys.keys(refused, time);
            hadRole = true;
            return Optional.of(issued);
        } catch (NoRoleException e) {
            if (hadRole) {
                throw new CredentialUnavailableException(
                        "the role of this instance, used until now: " + e.getMessage(), e);
            }
            why.accept(Objects.requireNonNull(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether the last question got no answer in time, which may pass; elsewhere than in this cloud it will not. */
    boolean isSilent() {
        return isSilent;
    }

    private Issued issue() {
        String role = answer(address).strip();
        if (role.isEmpty() || role.indexOf('\n') >= 0 || role.indexOf('<') >= 0) {
            throw new NoRoleException("the metadata service names no role of this instance");
        }
        String answer = answer(address.newBuilder().addPathSegment(role).build());
        try {
            JsonObject given = JsonParser.parseString(answer).getAsJsonObject();
            return new Issued(
                    CredentialKeys.of(given),
                    Instant.ofEpochSecond(given.get("ExpiredTime").getAsLong()));
        } catch (RuntimeException e) {
            // Not the cause: what was not understood may hold a key.
            throw new CredentialUnavailableException(
                    "the metadata service gave no keys of the role " + role + " of this instance", null);
        }
    }

    private String answer(HttpUrl url) {
        KeyServer.Answer answer;
        try {
            isSilent = false;
            answer = KeyServer.ofThisMachine()
                    .answer(new Request.Builder().url(url).build());
        } catch (IOException e) {
            isSilent = e instanceof InterruptedIOException;
            throw new NoRoleException("no metadata service answers here (" + e + ")");
        }
        if (answer.status == 404) {
            throw new NoRoleException("the metadata service names no role of this instance");
        }
        if (answer.status != 200) {
            throw new CredentialUnavailableException(
                    "the metadata service of this instance answers with HTTP status " + answer.status, null);
        }
        return answer.body;
    }
}
