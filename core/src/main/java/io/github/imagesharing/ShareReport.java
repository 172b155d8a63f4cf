package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.gson.annotations.JsonAdapter;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds after a call for each account that was asked for, and for no other. Immutable.
 *
 * @param target what was shared: an {@link ImageId} or a {@link BlueprintId}
 * @param outcomes what became of each account, in the order asked
 * @param requestIds the identifiers of the requests that changed something, for the cloud's support
 * @param unplanned accounts that got access elsewhere after a plan was made, and were left alone; empty but for
 *     {@link ImageSharingService#apply}
 */
@JsonAdapter(ReportAdapter.class)
public record ShareReport(
        Shareable target, Map<AccountId, Outcome> outcomes, List<String> requestIds, Set<AccountId> unplanned)
        implements Serializable {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public ShareReport {
        ArgumentChecks.given("target", target);
        outcomes = ArgumentChecks.all("outcomes", outcomes);
        requestIds = ArgumentChecks.all("request ids", requestIds);
        unplanned = ArgumentChecks.possiblyNo(unplanned);
    }

    /**
     * A report of a call without a plan.
     *
     * @param target what was shared: an {@link ImageId} or a {@link BlueprintId}
     * @param outcomes what became of each account, in the order asked
     * @param requestIds the identifiers of the requests that changed something, for the cloud's support
     * @throws IllegalArgumentException if anything is null
     */
    public ShareReport(Shareable target, Map<AccountId, Outcome> outcomes, List<String> requestIds) {
        this(target, outcomes, requestIds, Set.of());
    }

    /**
     * The accounts whose access this call changed.
     *
     * @return an immutable set, in the order asked
     */
    public Set<AccountId> changed() {
        return with(Outcome.Changed.class);
    }

    /**
     * The accounts that were as asked before the call.
     *
     * @return an immutable set, in the order asked
     */
    public Set<AccountId> unchanged() {
        return with(Outcome.Unchanged.class);
    }

    /**
     * The accounts of which nobody can say.
     *
     * @return an immutable set, in the order asked
     */
    public Set<AccountId> unknown() {
        return with(Outcome.Unknown.class);
    }

    /**
     * The accounts that are as they were, and why.
     *
     * @return an immutable map, in the order asked
     */
    public Map<AccountId, ImageSharingException> failed() {
        return ImmutableMap.copyOf(Maps.transformValues(
                Maps.filterValues(outcomes, Outcome.Failed.class::isInstance),
                outcome -> ((Outcome.Failed) outcome).cause()));
    }

    /**
     * Whether every account is as asked.
     *
     * @return true if none failed and none is unknown
     */
    public boolean isComplete() {
        return causes().isEmpty();
    }

    /**
     * Throws the first cause for which an account is not as asked, the other causes suppressed in it; an interruption
     * before any other.
     *
     * @return this report, if it is complete
     * @throws ImageSharingException if it is not; its {@link ImageSharingException#report()} is this one
     */
    public ShareReport orThrow() {
        if (isComplete()) {
            return this;
        }
        List<ImageSharingException> causes = causes().values().stream()
                .distinct()
                .sorted(Comparator.comparing(cause -> !(cause instanceof CallInterruptedException)))
                .toList();
        ImageSharingException first = causes.get(0).reporting(this);
        causes.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }

    /** Why each account that is not as asked is not. */
    Map<AccountId, ImageSharingException> causes() {
        ImmutableMap.Builder<AccountId, ImageSharingException> causes = ImmutableMap.builder();
        outcomes.forEach((account, outcome) -> {
            if (outcome instanceof Outcome.Failed failed) {
                causes.put(account, failed.cause());
            } else if (outcome instanceof Outcome.Unknown unknown) {
                causes.put(account, unknown.cause());
            }
        });
        return causes.build();
    }

    /**
     * JSON: {@code imageId} and {@code blueprintId}, one of them null, {@code complete}, the account ids {@code changed},
     * {@code unchanged}, {@code failed} and {@code unknown}, {@code failures}, {@code unplanned} and {@code requestIds}. One of
     * the failures has {@code accountIds}, failed or unknown for the same {@code error}: {@code type}, {@code reason} (null
     * but for {@link ImageNotShareableException}), {@code code} and {@code requestId} (null where the service gave none),
     * {@code message}, {@code retryable} and {@code detectedBy}.
     *
     * @return one JSON object
     */
    public String toJson() {
        return JsonText.of(ReportWriter.json(this));
    }

    /** The same for Jackson, of either version. */
    @JsonValue
    Map<String, Object> json() {
        return JsonText.values(ReportWriter.json(this));
    }

    /**
     * The report in one line, short however large it is.
     *
     * @return how many accounts are as asked and how many are not, and for which reasons
     */
    @Override
    public String toString() {
        LogLine line = new LogLine("ShareReport[%s: %s changed, %s unchanged, %s, %s unknown%s"
                .formatted(
                        LogLine.name(target),
                        changed().size(),
                        unchanged().size(),
                        LogLine.failed(failed().values()),
                        unknown().size(),
                        unplanned.isEmpty() ? "" : ", " + unplanned.size() + " unplanned"));
        causes().forEach((account, why) -> line.refused(why, account, null));
        return line.text("on", "]");
    }

    private Set<AccountId> with(Class<? extends Outcome> kind) {
        return ImmutableSet.copyOf(Maps.filterValues(outcomes, kind::isInstance).keySet());
    }
}
