package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableSet;
import com.google.gson.annotations.JsonAdapter;
import io.github.imagesharing.ImageSharingException.Details;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds after {@link ImageSharingService#distribute} in each region. Every region asked for is as asked, or still
 * copied to, or failed. Immutable.
 *
 * @param image the image that was distributed
 * @param copies the copy in each region, those still under way too; the own region with the image itself included
 * @param reports what became of each account, by region; a region that failed before anything was shared there has none
 * @param copying the regions that are still copied to: the time was up, or the call was interrupted. Calling again goes on
 *     from there
 * @param failed the regions in which not all is as asked, and why; where it is some accounts alone, the region's report
 *     names them
 */
@JsonAdapter(ReportAdapter.class)
public record DistributionReport(
        ImageId image,
        Map<Region, ImageId> copies,
        Map<Region, ShareReport> reports,
        Set<Region> copying,
        Map<Region, ImageSharingException> failed)
        implements Serializable {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public DistributionReport {
        ArgumentChecks.image(image);
        copies = ArgumentChecks.all("copies", copies);
        reports = ArgumentChecks.all("reports", reports);
        copying = ImmutableSet.copyOf(ArgumentChecks.all("regions still copied to", copying));
        failed = ArgumentChecks.all("failed", failed);
    }

    /**
     * Whether every region has its copy, and every account asked for has access to it.
     *
     * @return true if none failed and none is still copied to
     */
    public boolean isComplete() {
        return copying.isEmpty() && failed.isEmpty();
    }

    /**
     * Throws the first cause for which a region is not as asked, the other causes suppressed in it; an interruption before
     * any other.
     *
     * @return this report, if it is complete
     * @throws ImageSharingException if it is not; the message names the region, and {@link ImageSharingException#report()} is
     *     that region's, where there is one
     * @throws ImageNotReadyException if nothing is wrong but that copies are still under way
     */
    public DistributionReport orThrow() {
        if (isComplete()) {
            return this;
        }
        List<ImageSharingException> causes = new ArrayList<>();
        failed.forEach((region, why) -> causes.add(inRegion(region, why)));
        causes.sort(Comparator.comparing(cause -> !(cause instanceof CallInterruptedException)));
        copying.forEach(region -> causes.add(underWay(region)));
        ImageSharingException first = causes.get(0);
        causes.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }

    private ImageNotReadyException underWay(Region region) {
        ImageId copy = copies.get(region);
        return new ImageNotReadyException(Details.client(
                copy == null ? image : copy,
                "%s: the copy%s is not NORMAL yet; run it again".formatted(region, copy == null ? "" : " " + copy),
                null));
    }

    private ImageSharingException inRegion(Region region, ImageSharingException why) {
        ImageSharingException named = why.with(why.details().withMessage(region + ": " + why.getMessage()));
        ShareReport report = reports.get(region);
        return report == null ? named : named.reporting(report);
    }

    /**
     * JSON: {@code imageId}, {@code complete}, and {@code regions}, each with {@code region}, {@code imageId} (null where
     * there is no copy), {@code state} ({@code complete}, {@code copying} or {@code failed}), {@code error}, which is null or
     * says why the region failed, and what became of the accounts as {@link ShareReport#toJson()} has it, from
     * {@code changed} to {@code requestIds}.
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
     * @return which regions are as asked, still copied to and failed, and for which reasons which accounts were refused
     */
    @Override
    public String toString() {
        LogLine line = new LogLine("DistributionReport[%s: complete [%s]%s%s"
                .formatted(
                        LogLine.name(image),
                        LogLine.some(complete()),
                        copying.isEmpty() ? "" : ", copying [" + LogLine.some(copying) + "]",
                        failed.isEmpty() ? "" : ", failed [" + LogLine.some(failed.keySet()) + "]"));
        reports.forEach(
                (region, report) -> report.causes().forEach((account, why) -> line.refused(why, account, region)));
        failed.forEach((region, why) -> line.refused(why, null, region));
        return line.text("in", "]");
    }

    /** The regions that are as asked. */
    private Set<Region> complete() {
        return copies.keySet().stream()
                .filter(region -> !copying.contains(region) && !failed.containsKey(region))
                .collect(ImmutableSet.toImmutableSet());
    }
}
