package io.github.imagesharing.transport.credentials;

import io.github.imagesharing.CloudSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where keys come from when none are given: the environment, a credentials file, the identity of a pod (OIDC), the role of
 * the instance; the narrower identity first.
 *
 * <p>It answers a request that is signed as somebody else: what is configured and cannot be used is an error, never a reason
 * to go on to the next. It is asked for each request, and looks again where that costs little or the service has refused
 * what it gave, so that rotated keys need no restart. Shown by {@code DefaultCredentialChainTest}.
 *
 * <p>For one thread at a time.
 */
public final class DefaultCredentialChain {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSettings.class);

    private final Surroundings surroundings;
    private final CredentialsFile file;
    private final WebIdentity podIdentity;
    private final InstanceRole role;
    private String said = "";

    /**
     * Begins without asking.
     *
     * @param surroundings where to look
     */
    public DefaultCredentialChain(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.file = new CredentialsFile(surroundings.files());
        this.podIdentity = new WebIdentity(surroundings);
        this.role = new InstanceRole(surroundings);
    }

    /**
     * The keys that sign the next request.
     *
     * @param refused keys that the service has refused, or null
     * @return the keys
     * @throws InvalidCredentialException if none are configured, or half of them
     * @throws CredentialUnavailableException if those that are configured cannot be had now
     */
    public CredentialKeys keys(@Nullable CredentialKeys refused) {
        Optional<CredentialKeys> keys = EnvironmentKeys.of(surroundings.environment());
        if (keys.isPresent()) {
            return from("the environment", keys.get());
        }
        keys = file.keys(refused);
        if (keys.isPresent()) {
            return from("the file " + file.file().orElseThrow(), keys.get());
        }
        keys = podIdentity.keys(refused);
        if (keys.isPresent()) {
            return from("the identity of this pod (OIDC)", keys.get());
        }
        StringBuilder why = new StringBuilder();
        keys = role.keys(refused, why::append);
        if (keys.isPresent()) {
            return from("the role of this instance", keys.get());
        }
        String none =
                "none was given and none was found: neither %s and %s in the environment, nor a credentials file (%s), nor OIDC (TKE_ROLE_ARN), nor a role: %s"
                        .formatted(EnvironmentKeys.ID, EnvironmentKeys.KEY, surroundings.files(), why);
        throw role.isSilent() ? new CredentialUnavailableException(none, null) : new InvalidCredentialException(none);
    }

    private CredentialKeys from(String source, CredentialKeys keys) {
        if (!source.equals(said)) {
            said = source;
            LOG.info("requests are signed with the credential from {}", source);
        }
        return keys;
    }
}
