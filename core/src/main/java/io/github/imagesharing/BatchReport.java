package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/**
 * What holds after a batch for each image and each account. Immutable.
 *
 * @param reports the report of each image, in the order asked; an image that was refused as a whole is
 *     {@link Outcome.Failed} for every account asked, with all its violations
 */
@JsonAdapter(ReportAdapter.class)
public record BatchReport(Map<ImageId, ShareReport> reports) implements Serializable {

    /**
     * Makes the map immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public BatchReport {
        reports = ArgumentChecks.all("reports", reports);
    }

    /**
     * How often access was changed.
     *
     * @return the number of pairs of image and account
     */
    public long changed() {
        return count(ShareReport::changed);
    }

    /**
     * How often access was as asked before.
     *
     * @return the number of pairs of image and account
     */
    public long unchanged() {
        return count(ShareReport::unchanged);
    }

    /**
     * How often nothing was changed and {@link Outcome.Failed} says why; an image that was refused as a whole, or could
     * not even be read, counts for every account asked. So does one that an interruption kept from being begun: nobody
     * refused it, its cause is a {@link CallInterruptedException}, and the next run does it.
     *
     * @return the number of pairs of image and account
     */
    public long failed() {
        return count(report -> report.failed().keySet());
    }

    /**
     * How often nobody can say.
     *
     * @return the number of pairs of image and account
     */
    public long unknown() {
        return count(ShareReport::unknown);
    }

    /**
     * Whether every image is as asked for every account.
     *
     * @return true if none failed and none is unknown
     */
    public boolean isComplete() {
        return reports.values().stream().allMatch(ShareReport::isComplete);
    }

    /**
     * JSON: {@code complete}, {@code counts} (of pairs of image and account: {@code changed}, {@code unchanged},
     * {@code failed} and {@code unknown}), and {@code images}, each as {@link ShareReport#toJson()} has it.
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
     * @return the counts, how many of those that failed were interrupted, and which accounts failed on which images for which
     *     reasons
     */
    @Override
    public String toString() {
        LogLine line = new LogLine("BatchReport[%s images: %s changed, %s unchanged, %s, %s unknown"
                .formatted(
                        reports.size(),
                        changed(),
                        unchanged(),
                        LogLine.failed(reports.values().stream()
                                .flatMap(report -> report.failed().values().stream())
                                .toList()),
                        unknown()));
        reports.forEach(
                (image, report) -> report.causes().forEach((account, why) -> line.refused(why, account, image)));
        return line.text("on", "]");
    }

    private long count(Function<ShareReport, Collection<AccountId>> which) {
        return reports.values().stream()
                .mapToLong(report -> which.apply(report).size())
                .sum();
    }
}
