package io.github.imagesharing;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.internal.observers.ObserverGuard;
import io.github.imagesharing.spi.Printable;
import io.github.imagesharing.transport.Requirements;
import io.github.imagesharing.transport.credentials.CredentialCheck;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the cloud is called: where, as whom, how fast, how long. Immutable and thread-safe; {@link #builder()} makes one.
 * Services made from the same settings share one {@link RequestQuota}.
 */
public final class CloudSettings {

    private final Region region;
    private final RequestQuota quota;
    private final SettingValues set;

    private CloudSettings(Region region, SettingValues set) {
        this.region = region;
        this.quota = set.quota == null ? RequestQuota.published() : set.quota;
        this.set = set;
    }

    /**
     * Begins new settings; only the region is required.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder(new SettingValues());
    }

    /**
     * Begins changed settings, for another region for example. The quota is shared with these.
     *
     * @return a builder with the values of these settings
     */
    public Builder toBuilder() {
        return new Builder(new SettingValues(set)).quota(quota);
    }

    /**
     * The host that serves a product in this region and site.
     *
     * @param service the product as its host names it, for example {@code cvm}
     * @return a host name
     * @throws IllegalArgumentException if it is null or blank
     */
    public String host(String service) {
        if (ArgumentChecks.given("service", service).isBlank()) {
            throw new IllegalArgumentException("service \"" + service + "\": name the product, like cvm");
        }
        return set.site.host(service, region);
    }

    /** {@return the region that is called; the region} */
    public Region region() {
        return region;
    }

    /** {@return the site the account belongs to; {@link Site#CHINA} by default} */
    public Site site() {
        return set.site;
    }

    /** {@return the credential that was given; empty by default, which means the SDK's default chain} */
    public Optional<Credential> credential() {
        return Optional.ofNullable(set.credential);
    }

    /** {@return the role that is assumed with the credential; empty by default} */
    public Optional<AssumedRole> role() {
        return Optional.ofNullable(set.role);
    }

    /** {@return the address all calls go to instead of the real host; empty by default} */
    public Optional<URI> endpoint() {
        return Optional.ofNullable(set.endpoint);
    }

    /** {@return the longest wait for a connection; 5 s by default} */
    public Duration connectTimeout() {
        return set.connectTimeout;
    }

    /** {@return the longest one request may take in all, from the first byte sent to the last received; 30 s by default} */
    public Duration callTimeout() {
        return set.callTimeout;
    }

    /** {@return how often and how long a call is tried; {@link Retry#defaults()} by default} */
    public Retry retry() {
        return set.retry;
    }

    /** {@return who says when the next request may go; {@link RequestQuota#published()} by default} */
    public RequestQuota quota() {
        return quota;
    }

    /** {@return the language of the service's messages; {@link Language#ENGLISH} by default} */
    public Language language() {
        return set.language;
    }

    /** {@return the caller's own root account; empty by default, which means to ask STS once} */
    public Optional<AccountId> ownAccount() {
        return Optional.ofNullable(set.ownAccount);
    }

    /** {@return with how many accounts one image may be shared; 500 by default} */
    public int accountLimit() {
        return set.accountLimit;
    }

    /** {@return what to do about the checks that need rights beyond CVM's; {@link OptionalChecks#WHEN_POSSIBLE} by default} */
    public OptionalChecks optionalChecks() {
        return set.optionalChecks;
    }

    /** {@return hears of every call, and disturbs none whatever it does; {@link CallObserver#none()} by default} */
    public CallObserver observer() {
        return set.observer;
    }

    /** {@return the name the service sees beside the library's own; empty by default} */
    public Optional<String> application() {
        return set.application.isEmpty() ? Optional.empty() : Optional.of(set.application);
    }

    /**
     * The settings without the credential.
     *
     * @return a text for logs
     */
    @Override
    public String toString() {
        return "CloudSettings" + set;
    }

    /** Builds {@link CloudSettings}. Not thread-safe. */
    public static final class Builder {

        /** What goes into a header as it is. */
        private static final Pattern APPLICATION = Pattern.compile("(?! )[ -~&&[^;]]{1,64}(?<! )");

        private final SettingValues set;

        private Builder(SettingValues set) {
            this.set = set;
        }

        /**
         * Sets the region; required. An image and its accesses belong to one region.
         *
         * @param region the region
         * @return this builder
         */
        public Builder region(Region region) {
            set.region = ArgumentChecks.given("region", region);
            return this;
        }

        /**
         * Sets the site, {@link Site#CHINA} by default.
         *
         * @param site the site
         * @return this builder
         */
        public Builder site(Site site) {
            set.site = ArgumentChecks.given("site", site);
            return this;
        }

        /**
         * Sets the credential: long-term, temporary with a token, or one that refreshes itself (it is asked anew for
         * each request, on a thread of this library's, and requests that come meanwhile wait for the same answer). By
         * default the environment, the credentials file, OIDC and the role of the instance are looked at, in this order.
         *
         * @param credential the SDK's credential
         * @return this builder
         * @throws IllegalArgumentException if it is fixed and its id, key or token is empty or has white space in it;
         *     the message does not print them
         */
        public Builder credential(Credential credential) {
            Requirements.check(); // An old SDK cannot be asked even whether its credential refreshes itself.
            set.credential = CredentialCheck.require(ArgumentChecks.given("credential", credential));
            return this;
        }

        /**
         * Assumes a role with the credential, or with what the default chain finds, and makes all calls as that role. Its
         * keys are renewed before they end. The caller's own account is then the role's.
         *
         * <p>Where the role cannot be assumed, a call ends with what STS says, and has changed nothing:
         * {@link AuthenticationException} (no such role), {@link AccessDeniedException} (the role does not trust the
         * caller, or the caller may not assume it), {@link ThrottledException} and others.
         *
         * @param role the role
         * @return this builder
         */
        public Builder role(AssumedRole role) {
            set.role = ArgumentChecks.given("role", role);
            return this;
        }

        /**
         * Sends all calls to one address, still signed for the real host: for a fake, a gateway, a recording proxy.
         *
         * @param endpoint an address such as {@code http://127.0.0.1:8080}, without path or query
         * @return this builder
         * @throws IllegalArgumentException if it is no http or https address of a host alone
         */
        public Builder endpoint(URI endpoint) {
            set.endpoint = ArgumentChecks.address("endpoint", endpoint);
            return this;
        }

        /**
         * Sets the longest wait for a connection, 5 s by default.
         *
         * @param connectTimeout the time-out
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration connectTimeout) {
            set.connectTimeout = ArgumentChecks.positive("connect time-out", connectTimeout);
            return this;
        }

        /**
         * Sets the longest one request may take in all, 30 s by default.
         *
         * @param callTimeout the time-out
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder callTimeout(Duration callTimeout) {
            set.callTimeout = ArgumentChecks.positive("call time-out", callTimeout);
            return this;
        }

        /**
         * Sets how often and how long a call is tried, {@link Retry#defaults()} by default.
         *
         * @param retry the retry
         * @return this builder
         */
        public Builder retry(Retry retry) {
            set.retry = ArgumentChecks.given("retry", retry);
            return this;
        }

        /**
         * Sets who says when the next request may go, {@link RequestQuota#published()} by default.
         *
         * @param quota the quota; give the same to all settings of one account and site, or
         *     {@link RequestQuota#distributed} to those of many machines
         * @return this builder
         */
        public Builder quota(RequestQuota quota) {
            set.quota = ArgumentChecks.given("quota", quota);
            return this;
        }

        /**
         * Sets the language of the service's messages, {@link Language#ENGLISH} by default.
         *
         * @param language the language
         * @return this builder
         */
        public Builder language(Language language) {
            set.language = ArgumentChecks.given("language", language);
            return this;
        }

        /**
         * Sets the caller's own root account, so that STS is not asked for it.
         *
         * @param ownAccount the root account
         * @return this builder
         */
        public Builder ownAccount(AccountId ownAccount) {
            set.ownAccount = ArgumentChecks.given("ownAccount", ownAccount);
            return this;
        }

        /**
         * Sets with how many accounts one image may be shared: 500 by default, as published; private clouds may still
         * say 50.
         *
         * @param accountLimit at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder accountLimit(int accountLimit) {
            if (accountLimit < 1) {
                throw new IllegalArgumentException("account limit " + accountLimit + ": at least 1");
            }
            set.accountLimit = accountLimit;
            return this;
        }

        /**
         * Sets what to do about the checks that need rights beyond CVM's, {@link OptionalChecks#WHEN_POSSIBLE} by
         * default.
         *
         * @param optionalChecks what to do
         * @return this builder
         */
        public Builder optionalChecks(OptionalChecks optionalChecks) {
            set.optionalChecks = ArgumentChecks.given("optionalChecks", optionalChecks);
            return this;
        }

        /**
         * Sets what hears of every operation, call and attempt, {@link CallObserver#none()} by default. What it throws is
         * logged once and changes nothing.
         *
         * @param observer the observer; {@link CallObserver#all} for several
         * @return this builder
         */
        public Builder observer(CallObserver observer) {
            set.observer = ObserverGuard.of(ArgumentChecks.given("observer", observer));
            return this;
        }

        /**
         * Names the program that uses the library, for the service's logs: it is sent with every request, in
         * {@code X-TC-RequestClient}, after the SDK's version and this library's name.
         *
         * @param application 1 to 64 ASCII characters, no semicolon, no space at either end, such as
         *     {@code image-pipeline/2.1}
         * @return this builder
         * @throws IllegalArgumentException if it is something else
         */
        public Builder application(String application) {
            if (!APPLICATION
                    .matcher(ArgumentChecks.given("application", application))
                    .matches()) {
                throw new IllegalArgumentException("application \"" + Printable.of(application)
                        + "\": 1 to 64 ASCII characters without a semicolon, such as image-pipeline/2.1");
            }
            set.application = application;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if no region was given
         */
        public CloudSettings build() {
            if (set.region == null) {
                throw new IllegalArgumentException("region null: name the region, like ap-guangzhou");
            }
            return new CloudSettings(set.region, new SettingValues(set));
        }
    }
}
