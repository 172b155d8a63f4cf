package io.github.imagesharing.internal;

import com.google.common.base.Suppliers;
import com.google.common.collect.Maps;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthousePort;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says more of a refusal to hand a blueprint on where the type of the blueprint explains it.
 *
 * <p>It answers that only custom blueprints are documented to be handed on, that nobody documents which type one has that
 * came from a CVM image, and that the refusal speaks of a blueprint that does not exist. The type is read after such a
 * refusal alone, so what succeeds costs no request more; type and code of the failure stay. Shown by {@code OnwardTest}.
 *
 * <p>For one call on one thread.
 */
final class BlueprintRefusal {

    private final Supplier<Optional<String>> type;
    private final Map<ImageSharingException, ImageSharingException> explained = new HashMap<>();

    BlueprintRefusal(LighthousePort lighthouse, BlueprintId blueprint, Deadline deadline) {
        this.type = Suppliers.memoize(() -> type(lighthouse, blueprint, deadline.half()));
    }

    /** Empty where it cannot be read: then the refusal stays as it is. */
    private static Optional<String> type(LighthousePort lighthouse, BlueprintId blueprint, Deadline deadline) {
        try {
            return lighthouse.typeOf(blueprint, deadline);
        } catch (ImageSharingException unreadable) { // Also an interruption: its flag is set, and the report is made.
            return Optional.empty();
        }
    }

    ShareReport explain(ShareReport report) {
        return new ShareReport(
                report.target(), Maps.transformValues(report.outcomes(), this::explain), report.requestIds());
    }

    private Outcome explain(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return new Outcome.Failed(explain(failed.cause()));
        }
        return outcome instanceof Outcome.Unknown unknown ? new Outcome.Unknown(explain(unknown.cause())) : outcome;
    }

    /** One failure stays one, however many accounts it is for. */
    ImageSharingException explain(ImageSharingException refused) {
        boolean mayComeOfTheType = refused.detectedBy() == DetectedBy.SERVICE
                && (refused instanceof ImageNotFoundException || refused instanceof UnrecognizedServiceException);
        return mayComeOfTheType ? explained.computeIfAbsent(refused, this::withType) : refused;
    }

    private ImageSharingException withType(ImageSharingException refused) {
        return type.get()
                .filter(said -> !said.equals("PRIVATE"))
                .map(said ->
                        "%s; the blueprint is there and of type %s%s, and only custom blueprints (PRIVATE) are documented to be handed on"
                                .formatted(
                                        refused.details().message(),
                                        said,
                                        said.equals("SHARED") ? ", so it came by a share" : ""))
                .map(message -> refused.with(refused.details().withMessage(message)))
                .orElse(refused);
    }
}
