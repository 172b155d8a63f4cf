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
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one call, as an exception of this library.
 *
 * @param errors the table of codes
 * @param api the API that was called
 * @param host the host that was called
 * @param image the image the call was about, or null
 */
record FailureTranslator(
        ErrorTable errors, Api api, String host, @Nullable ImageId image) {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Whatever an SDK call threw; the SDK leaks unchecked exceptions when the inside of an answer does not fit. */
    ImageSharingException translate(Exception thrown, Exchange delivery) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(unreachable(thrown, delivery));
        }
        if (thrown.getCause() instanceof ServiceErrorException refused) {
            return refused(refused.error());
        }
        if (thrown.getCause() instanceof MalformedResponseException unusable) {
            return failed(unusable);
        }
        if (delivery.wasAnswered()) {
            return misfit(thrown, delivery);
        }
        return unreachable(thrown.getCause() instanceof IOException io ? io : thrown, delivery);
    }

    /** A call that was not even begun. */
    ImageSharingException notSent(String why, boolean retryable) {
        String message = "%s: %s; the request was not sent".formatted(subject(), why);
        return new CloudUnreachableException(Details.client(image, message, null), false, retryable);
    }

    /** The quota says that the time for the call ends before its turn comes. */
    ImageSharingException noTurn() {
        String message = subject() + ": the quota has no turn within the time for this call";
        return new ThrottledException(Details.client(image, message, null));
    }

    ImageSharingException quotaFailed(RuntimeException thrown) {
        return new ThrottledException(Details.client(image, subject() + ": the quota failed: " + thrown, thrown));
    }

    /** A refresh that failed may succeed the next time; a key with a newline in it will not. */
    ImageSharingException noCredential(RuntimeException thrown) {
        boolean mayPass = !(thrown instanceof InvalidCredentialException);
        String what = mayPass ? "the credential could not be had" : String.valueOf(thrown.getMessage());
        return new AuthenticationException(Details.client(image, subject() + ": " + what, thrown), mayPass);
    }

    ImageSharingException interrupted(@Nullable Throwable cause) {
        return new CallInterruptedException(Details.client(image, subject() + ": interrupted", cause));
    }

    private ImageSharingException misfit(Exception thrown, Exchange delivery) {
        String message = "%s: the answer does not fit the API [request %s]".formatted(subject(), delivery.requestId());
        return new ServiceFailureException(
                new Details(message, null, delivery.requestId(), image, DetectedBy.CLIENT, thrown));
    }

    private ImageSharingException refused(ServiceError error) {
        String request = error.requestId() == null ? "no request id" : "request " + error.requestId();
        String message =
                "%s: refused: %s [%s, %s]%s".formatted(subject(), error.message(), error.code(), request, clock(error));
        return errors.translate(
                error, new Details(message, error.code(), error.requestId(), image, DetectedBy.SERVICE, null));
    }

    private ImageSharingException failed(MalformedResponseException unusable) {
        String message = "%s: no usable answer: %s".formatted(subject(), unusable.getMessage());
        if (unusable.requestId() != null) {
            message += " [request " + unusable.requestId() + "]";
        }
        return new ServiceFailureException(
                new Details(message, unusable.code(), unusable.requestId(), image, DetectedBy.SERVICE, unusable));
    }

    private CloudUnreachableException unreachable(Throwable io, Exchange delivery) {
        boolean badCertificate = isBadCertificate(io);
        String what = delivery.isOver() ? "no answer in time" : String.valueOf(io);
        String message = "%s: no answer from %s: %s; %s"
                .formatted(
                        subject(),
                        host,
                        what,
                        delivery.wasSent() ? "the request may have reached the service" : "the request was not sent");
        return new CloudUnreachableException(Details.client(image, message, io), delivery.wasSent(), !badCertificate);
    }

    private String subject() {
        return image == null ? api.action() : api.action() + " of " + image;
    }

    /** An expired signature is a wrong clock; the answer's Date tells by how much. */
    private static String clock(ServiceError error) {
        if (!error.code().equals("AuthFailure.SignatureExpire") || error.serverTime() == null) {
            return "";
        }
        Duration ahead = Duration.between(error.serverTime(), Instant.now());
        if (ahead.abs().compareTo(TOLERANCE) < 0) {
            return "";
        }
        return "; this machine's clock is %d s %s the service's: set it"
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
