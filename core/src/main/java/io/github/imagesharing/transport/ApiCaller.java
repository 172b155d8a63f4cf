package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Language;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes every call to the cloud, whatever the product: quota, call, translation of what went wrong, retry. Nothing but
 * {@link ImageSharingException} comes out of it. Thread-safe; one for each connected adapter.
 */
public final class ApiCaller implements AutoCloseable {

    private final CloudSettings settings;
    private final ErrorTable errors;
    private final ExchangeCredential credential;
    private final HttpTransport door;

    private ApiCaller(CloudSettings settings, ErrorTable errors) {
        this.settings = settings;
        this.errors = errors;
        this.credential = new ExchangeCredential(settings.credential().orElse(null));
        this.door = new HttpTransport(settings);
    }

    /**
     * Opens the door to the wire; sends nothing.
     *
     * @param settings how to call
     * @param errors the adapter's codes
     * @return a caller, to be closed
     */
    public static ApiCaller open(CloudSettings settings, ErrorTable errors) {
        if (settings == null) {
            throw new IllegalArgumentException(
                    "settings null: give some, like CloudSettings.builder().region(...).build()");
        }
        return new ApiCaller(settings, errors);
    }

    /**
     * The settings it was opened with.
     *
     * @return the settings
     */
    public CloudSettings settings() {
        return settings;
    }

    /**
     * Makes a client of the SDK that goes through this caller's door. It works only inside {@link #read} and
     * {@link #write}.
     *
     * @param <C> the client
     * @param service the product as its host names it, for example {@code cvm}
     * @param client makes the client
     * @return the client
     */
    public <C> C client(String service, SdkClient<C> client) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTPS);
        http.setEndpoint(settings.host(service));
        http.setHttpClient(door.client());
        ClientProfile profile = new ClientProfile(ClientProfile.SIGN_TC3_256, http);
        profile.setLanguage(
                settings.language() == Language.CHINESE
                        ? com.tencentcloudapi.common.profile.Language.ZH_CN
                        : com.tencentcloudapi.common.profile.Language.EN_US);
        Credential signer = credential;
        return client.connect(signer, settings.region().value(), profile);
    }

    /**
     * Makes a call that changes nothing, and makes it again while that may help.
     *
     * @param <T> the SDK's answer
     * @param api the API
     * @param image the image it is about, or null
     * @param deadline when to give up
     * @param call the call
     * @return the answer
     * @throws ImageSharingException the last failure
     */
    public <T> T read(Api api, @Nullable ImageId image, Deadline deadline, SdkCall<T> call) {
        return attempt(api, image, deadline, ImageSharingException::isRetryable, call);
    }

    /**
     * Makes a call that changes something, and makes it again only where the service certainly did not act on it. What
     * is in doubt is the caller's to look at.
     *
     * @param <T> the SDK's answer
     * @param api the API
     * @param image the image it is about, or null
     * @param deadline when to give up
     * @param call the call
     * @return the answer
     * @throws ImageSharingException the last failure
     */
    public <T> T write(Api api, @Nullable ImageId image, Deadline deadline, SdkCall<T> call) {
        return attempt(api, image, deadline, ApiCaller::certainlyNotActedOn, call);
    }

    private static boolean certainlyNotActedOn(ImageSharingException failure) {
        return failure.isRetryable()
                && (failure instanceof ThrottledException
                        || failure instanceof AuthenticationException
                        || (failure instanceof CloudUnreachableException lost && !lost.outcomeUnknown()));
    }

    private <T> T attempt(
            Api api,
            @Nullable ImageId image,
            Deadline deadline,
            Predicate<ImageSharingException> worthIt,
            SdkCall<T> call) {
        String host = settings.host(api.service());
        FailureTranslator translation = new FailureTranslator(errors, api, host, image);
        return RetryLoop.run(
                settings.retry(), deadline, image, worthIt, () -> once(api, host, translation, deadline, call));
    }

    private <T> T once(Api api, String host, FailureTranslator translation, Deadline deadline, SdkCall<T> call) {
        awaitTurn(api, host, translation, deadline);
        Exchange delivery = new Exchange(
                pin(translation, deadline),
                deadline.within(settings.callTimeout()),
                atMost -> settings.quota().awaitSend(api, host, atMost));
        delivery.begin();
        try {
            return call.send();
        } catch (TencentCloudSDKException | RuntimeException e) {
            ImageSharingException failure = translation.translate(e, delivery);
            if (failure instanceof ThrottledException) {
                settings.quota().throttled(api, host);
            }
            throw failure;
        } finally {
            delivery.end();
        }
    }

    private void awaitTurn(Api api, String host, FailureTranslator translation, Deadline deadline) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw translation.interrupted(null);
            }
            if (door.isClosed()) {
                throw translation.notSent("this service has been closed", false);
            }
            if (deadline.isOver()) {
                throw translation.notSent("the time for this call is over", true);
            }
            long asked = System.nanoTime();
            if (!turn(api, host, translation, deadline)) {
                throw translation.noTurn();
            }
            deadline.waited(System.nanoTime() - asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw translation.interrupted(e);
        }
    }

    /** The quota may be the user's own, on an engine that can fail. */
    private boolean turn(Api api, String host, FailureTranslator translation, Deadline deadline)
            throws InterruptedException {
        try {
            return settings.quota().await(api, host, deadline.patience());
        } catch (ImageSharingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translation.quotaFailed(e);
        }
    }

    private CredentialKeys pin(FailureTranslator translation, Deadline deadline) {
        try {
            return credential.pin(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw translation.interrupted(e);
        } catch (RuntimeException e) {
            throw Thread.currentThread().isInterrupted() ? translation.interrupted(e) : translation.noCredential(e);
        }
    }

    /** Gives the connections back; calls under way end. */
    @Override
    public void close() {
        door.close();
    }
}
