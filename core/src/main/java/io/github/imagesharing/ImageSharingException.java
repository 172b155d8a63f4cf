package io.github.imagesharing;

import io.github.imagesharing.spi.Printable;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a call did not do what was asked. The subtypes are the causes a caller can act on; one cause has one type,
 * whether a check before the call or the service itself found it.
 *
 * <p>Neither message nor fields ever hold a secret key, a token or a signature. The message is one line that can be printed and
 * logged, whatever the service said: what acts on a terminal, a log or a reader is escaped.
 */
public abstract sealed class ImageSharingException extends RuntimeException
        permits AccessDeniedException,
                AccountNotFoundException,
                AlreadySharedException,
                AuthenticationException,
                CallInterruptedException,
                CloudUnreachableException,
                DuplicateImageNameException,
                ImageNotFoundException,
                ImageNotReadyException,
                ImageNotShareableException,
                ImageQuotaExceededException,
                InvalidAccountIdException,
                InvalidImageIdException,
                LighthouseRoleException,
                NoOrganizationException,
                NotRootAccountException,
                NotSharedException,
                SelfSharingException,
                ServiceFailureException,
                ShareQuotaExceededException,
                ThrottledException,
                TooManyAccountsException,
                UnrecognizedServiceException,
                UnsupportedRegionException {

    private static final long serialVersionUID = 1L;

    /** A number that stands alone; in an identifier of a request or an image it does not. */
    private static final Pattern POSSIBLE_ACCOUNT = Pattern.compile("(?<![\\w-])[0-9]{5,}(?![\\w-])");

    private final Details details;
    private @Nullable ShareReport report;

    /**
     * Makes the exception.
     *
     * @param details what is known of the failure
     */
    ImageSharingException(Details details) {
        super(Printable.of(details.message()), details.cause());
        this.details = details;
    }

    /**
     * The service's code, such as {@code OverQuota}.
     *
     * @return the code, empty where the service did not refuse
     */
    public Optional<String> errorCode() {
        return Optional.ofNullable(details.errorCode());
    }

    /**
     * The request's identifier, which the cloud's support asks for.
     *
     * @return the identifier, empty where no answer with one came
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(details.requestId());
    }

    /**
     * The image the call was about.
     *
     * @return the image, empty where the call was about none
     */
    public Optional<ImageId> imageId() {
        return Optional.ofNullable(details.imageId());
    }

    /**
     * What holds for each account now, although the call failed.
     *
     * @return the report; empty where nothing can have been changed
     */
    public Optional<ShareReport> report() {
        return Optional.ofNullable(report);
    }

    /**
     * Whether the same call may succeed later without anything being mended. The library has tried as often as
     * {@link Retry} allows before it throws.
     *
     * @return true if trying later is worth it
     */
    public boolean isRetryable() {
        return false;
    }

    /**
     * Who found the cause.
     *
     * @return never null
     */
    public DetectedBy detectedBy() {
        return details.detectedBy();
    }

    /**
     * All that is known of the failure.
     *
     * @return the details it was made from
     * @hidden
     */
    public Details details() {
        return details;
    }

    /**
     * The same failure with other details, for adapters and the core of the library: one failure may end the calls of
     * many images.
     *
     * @param details the details of the copy
     * @return a copy without a report; what is suppressed in this failure is suppressed in the copy
     * @hidden
     */
    public ImageSharingException with(Details details) {
        return copyWith(details, null);
    }

    /**
     * The same failure for traces and logs that are kept where accounts must not be: numbers that may be accounts are hidden
     * in the message, and cause, report and what is suppressed are left out.
     *
     * @return a copy with the stack trace of this
     */
    public ImageSharingException withoutAccounts() {
        String message = POSSIBLE_ACCOUNT.matcher(details.message()).replaceAll("***");
        ImageSharingException copy = copy(new Details(
                message, details.errorCode(), details.requestId(), details.imageId(), details.detectedBy(), null));
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The same failure, with the report of the call it ended. A copy, because one failure may end many calls. */
    ImageSharingException reporting(ShareReport report) {
        return copyWith(details, report);
    }

    /** The same failure, to which others can be added as suppressed. */
    ImageSharingException copy() {
        return copyWith(details, report);
    }

    private ImageSharingException copyWith(Details details, @Nullable ShareReport report) {
        ImageSharingException copy = copy(details);
        copy.report = report;
        for (Throwable suppressed : getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }

    /** Another exception of the same type with the same members, and no more. */
    abstract ImageSharingException copy(Details details);

    /**
     * What is known of a failure; for adapters, which make exceptions from it.
     *
     * @param message what happened, for a person
     * @param errorCode the service's code, or null
     * @param requestId the request's identifier, or null
     * @param imageId the image the call was about, or null
     * @param detectedBy who found it
     * @param cause what lies beneath, or null
     * @hidden
     */
    public record Details(
            String message,
            @Nullable String errorCode,
            @Nullable String requestId,
            @Nullable ImageId imageId,
            DetectedBy detectedBy,
            @Nullable Throwable cause)
            implements Serializable {

        /**
         * A failure found by a check before the call.
         *
         * @param image the image the call is about, or null
         * @param message what happened, for a person
         * @return the details
         */
        public static Details precondition(@Nullable ImageId image, String message) {
            return new Details(message, null, null, image, DetectedBy.PRECONDITION, null);
        }

        /**
         * The same of another image.
         *
         * @param image the image the call was about
         * @return a changed copy
         */
        public Details withImage(ImageId image) {
            return new Details(message, errorCode, requestId, image, detectedBy, cause);
        }

        /**
         * The same in other words.
         *
         * @param message what happened, for a person
         * @return a changed copy
         */
        public Details withMessage(String message) {
            return new Details(message, errorCode, requestId, imageId, detectedBy, cause);
        }

        /**
         * A failure found by this library during the call.
         *
         * @param image the image the call is about, or null
         * @param message what happened, for a person
         * @param cause what lies beneath, or null
         * @return the details
         */
        public static Details client(@Nullable ImageId image, String message, @Nullable Throwable cause) {
            return new Details(message, null, null, image, DetectedBy.CLIENT, cause);
        }
    }
}
