package io.github.imagesharing.transport;

import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Printable;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialUnavailableException;
import io.github.imagesharing.transport.credentials.InvalidCredentialException;
import java.net.URI;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one call, as an exception of this library.
 *
 * @param errors the table of codes
 * @param api the API that was called
 * @param host the host that was asked for
 * @param endpoint the address that was called in its place, or null
 * @param imageId the image the call was about, or null
 */
record FailureTranslator(
        ErrorTable errors,
        Api api,
        String host,
        @Nullable URI endpoint,
        @Nullable ImageId imageId) {

    /** How far a signature's time may be from the service's, as published. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String EXPIRED = "AuthFailure.SignatureExpire";

    /** Translates whatever a call threw; gson throws unchecked exceptions when the inside of an answer does not fit. */
    ImageSharingException translate(Throwable thrown, Exchange exchange) {
        if (thrown instanceof ImageSharingException known) {
            return known;
        }
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(unreachable(thrown, exchange));
        }
        if (exchange.quotaFailure().isPresent()) {
            return quotaFailed(exchange.quotaFailure().get());
        }
        if (thrown instanceof ServiceErrorException refused) {
            return refused(refused.error(), exchange);
        }
        if (thrown instanceof MalformedResponseException unusable) {
            return failed(unusable);
        }
        if (thrown instanceof ProxyRefusedException refused) {
            return notSent(String.valueOf(refused.getMessage()), refused, false);
        }
        if (exchange.wasAnswered() && !exchange.wasCancelled()) {
            return misfit(thrown, exchange);
        }
        return unreachable(thrown, exchange);
    }

    /** A call on a service that has been closed. */
    ImageSharingException closed() {
        return notSent("this service has been closed", null, false);
    }

    /** A request that is not begun, since no time is left; what used the time up is the cause. */
    ImageSharingException timeIsUp(Deadline deadline) {
        return notSent("the time for this call is over", deadline.lastFailure().orElse(null), true);
    }

    private ImageSharingException notSent(String why, @Nullable Throwable cause, boolean retryable) {
        String message = "%s: %s; the request was not sent".formatted(subject(), why);
        return new CloudUnreachableException(Details.client(imageId, message, cause), false, retryable);
    }

    /** The quota has no permit within the time for the call; what used the time up before is the cause. */
    ImageSharingException noPermit(Deadline deadline) {
        String message = subject() + ": the quota has no permit within the time for this call";
        return new ThrottledException(
                Details.client(imageId, message, deadline.lastFailure().orElse(null)));
    }

    /** A quota whose engine failed may answer the next time; one that misses a class will not. */
    ImageSharingException quotaFailed(Throwable thrown) {
        return thrown instanceof Error
                ? notSent("the quota failed: " + thrown, thrown, false)
                : new ThrottledException(Details.client(imageId, subject() + ": the quota failed: " + thrown, thrown));
    }

    /** The service refused these keys; the same request may succeed with the others that there are now. */
    ImageSharingException withOtherKeys(ImageSharingException refused) {
        return new AuthenticationException(refused.details(), true);
    }

    /**
     * A refresh that failed may succeed the next time; a key with a newline in it, or a missing class, will not. What a
     * credential of the user's own says is left to the cause, since nobody knows what it prints.
     */
    ImageSharingException noCredential(Throwable thrown) {
        boolean isInvalid = thrown instanceof InvalidCredentialException;
        String what = isInvalid || thrown instanceof CredentialUnavailableException
                ? String.valueOf(thrown.getMessage())
                : "the credential could not be had";
        boolean mayPass = !isInvalid && !(thrown instanceof Error);
        return new AuthenticationException(Details.client(imageId, subject() + ": " + what, readable(thrown)), mayPass);
    }

    /** The SDK's own exceptions print {@code null} for each member that they lack, and its credentials wrap them. */
    private static Throwable readable(Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable inner = cause != null && cause.toString().equals(thrown.getMessage()) ? cause : thrown;
        if (!inner.getClass().getName().startsWith("com.tencentcloudapi.common.exception.")) {
            return thrown;
        }
        String text = inner.toString()
                .replaceAll("(code: | requestId:)null", "")
                .replaceAll("^\\[\\w+]|(?s) cause:.*", "")
                .strip();
        IllegalStateException readable = new IllegalStateException(Printable.of(text), inner.getCause());
        readable.setStackTrace(inner.getStackTrace());
        return readable;
    }

    /** The keys could not be had for a reason that has its exception already; each call gets one of its own. */
    ImageSharingException withoutKeys(ImageSharingException reason) {
        Details why = reason.details();
        String message = "%s: no keys to sign with: %s".formatted(subject(), why.message());
        return reason.with(
                new Details(message, why.errorCode(), why.requestId(), imageId, why.detectedBy(), why.cause()));
    }

    ImageSharingException interrupted(@Nullable Throwable cause) {
        return CallInterruptedException.keepingFlag(imageId, subject() + ": interrupted", cause);
    }

    private ImageSharingException misfit(Throwable thrown, Exchange exchange) {
        String message = "%s: the answer does not fit the API [request %s]".formatted(subject(), exchange.requestId());
        return new ServiceFailureException(
                new Details(message, null, exchange.requestId(), imageId, DetectedBy.CLIENT, printable(thrown)));
    }

    /** What gson says of an answer repeats it, line ends and all. */
    private static Throwable printable(Throwable thrown) {
        if (thrown instanceof Error) {
            return thrown;
        }
        MalformedResponseException printable = new MalformedResponseException(String.valueOf(thrown.getMessage()));
        printable.setStackTrace(thrown.getStackTrace());
        return printable;
    }

    private ImageSharingException refused(ServiceError error, Exchange exchange) {
        String request = error.requestId() == null ? "no request id" : "request " + error.requestId();
        String message = "%s: refused: %s [%s, %s]%s"
                .formatted(subject(), error.message(), error.code(), request, clock(error, exchange.time()));
        ImageSharingException refused = errors.translate(
                error, new Details(message, error.code(), error.requestId(), imageId, DetectedBy.SERVICE, null));
        return mayBeSignedAnew(error, exchange.time()) ? new AuthenticationException(refused.details(), true) : refused;
    }

    /** A signature that came too late though the clocks agree: the machine stood still on the way. */
    private static boolean mayBeSignedAnew(ServiceError error, TimeSource time) {
        return error.code().equals(EXPIRED)
                && error.serverTime() != null
                && clock(error, time).isEmpty();
    }

    private ImageSharingException failed(MalformedResponseException unusable) {
        String from = endpoint == null ? "" : " from " + calledHost();
        String message = "%s: no usable answer%s: %s".formatted(subject(), from, unusable.getMessage());
        if (unusable.requestId() != null) {
            message += " [request " + unusable.requestId() + "]";
        }
        return new ServiceFailureException(
                new Details(message, unusable.code(), unusable.requestId(), imageId, DetectedBy.SERVICE, unusable));
    }

    private CloudUnreachableException unreachable(Throwable io, Exchange exchange) {
        boolean mayPass = !isBadCertificate(io) && !(io instanceof Error);
        String what = exchange.isOver() ? "no answer in time" : String.valueOf(io);
        String message = "%s: no answer from %s: %s; %s"
                .formatted(
                        subject(),
                        calledHost(),
                        what,
                        exchange.wasSent() ? "the request may have reached the service" : "the request was not sent");
        Throwable cause =
                exchange.reasonForNoPermit().<Throwable>map(reason -> reason).orElse(io);
        return new CloudUnreachableException(Details.client(imageId, message, cause), exchange.wasSent(), mayPass);
    }

    /** A gateway in the service's place is named: the fault may well be its own. */
    private String calledHost() {
        return endpoint == null ? host : endpoint + ", the endpoint for " + host;
    }

    private String subject() {
        return imageId == null ? api.action() : api.action() + " of " + imageId;
    }

    /** An expired signature is a wrong clock; the answer's Date tells by how much. */
    private static String clock(ServiceError error, TimeSource time) {
        if (!error.code().equals(EXPIRED) || error.serverTime() == null) {
            return "";
        }
        Duration ahead = Duration.between(error.serverTime(), time.instant());
        if (ahead.abs().compareTo(TOLERANCE) < 0) {
            return "";
        }
        return "; this machine's clock is %s s %s the service's: set it"
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    }

    private static boolean isBadCertificate(Throwable io) {
        for (Throwable t = io; t != null; t = t.getCause()) {
            if (t instanceof SSLPeerUnverifiedException
                    || t instanceof CertificateException
                    || t instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }
}
