package io.github.imagesharing.testkit.state;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials the cloud accepts, and to which root account each belongs. Thread-safe. */
public final class Credentials {

    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final AccountId own;

    Credentials(AccountId own) {
        this.own = own;
    }

    /** Accepts a credential of the own account. */
    public void add(Credential credential) {
        String token = credential.getToken();
        byId.put(
                credential.getSecretId(),
                new Entry(credential.getSecretKey(), token == null ? "" : token, own, "", Instant.MAX));
    }

    /** Accepts the keys of a role until they end. */
    public void add(Credential issued, AccountId account, String role, Instant until) {
        byId.put(issued.getSecretId(), new Entry(issued.getSecretKey(), issued.getToken(), account, role, until));
    }

    public void revoke(String secretId) {
        byId.remove(secretId);
    }

    public void expireToken(String secretId) {
        byId.computeIfPresent(secretId, (id, entry) -> entry.expired());
    }

    /** Ends all keys of roles. */
    public void expireRoleKeys() {
        byId.replaceAll((id, entry) -> entry.role.isEmpty() ? entry : entry.expired());
    }

    public Optional<Entry> find(String secretId) {
        return Optional.ofNullable(byId.get(secretId));
    }

    /**
     * What belongs to one secret id.
     *
     * @param key the secret key
     * @param token the token, empty where there is none
     * @param account the root account that signs with it
     * @param role the ARN of the role whose keys they are, empty for others
     * @param until when the token ends
     */
    public record Entry(String key, String token, AccountId account, String role, Instant until) {

        public boolean accepts(String sentToken, Instant now) {
            return now.isBefore(until) && token.equals(sentToken);
        }

        private Entry expired() {
            return new Entry(key, token, account, role, Instant.MIN);
        }
    }
}
