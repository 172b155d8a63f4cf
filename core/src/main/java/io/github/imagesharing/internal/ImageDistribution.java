package io.github.imagesharing.internal;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionListener;
import io.github.imagesharing.DistributionPlan;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.copy.BusyPause;
import io.github.imagesharing.internal.copy.CopyRequest;
import io.github.imagesharing.internal.copy.CopySearch;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.internal.rules.SharePreconditions;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Copies an image to regions, and shares it and every copy: the image first, because it may be busy while it is copied, then
 * one request for all copies, then each copy as soon as it is NORMAL. No region waits for another, and what goes wrong in
 * one is in its report. Shown by {@code DistributionTest}. Thread-safe.
 */
public final class ImageDistribution {

    private final Regions regions;
    private final ImageSharing home;
    private final Executor executor;
    private final TimeSource time;

    /**
     * Makes it; sends nothing.
     *
     * @param regions CVM in any region
     * @param home CVM in the image's region
     * @param executor runs the regions that go side by side
     * @param time where time comes from
     */
    public ImageDistribution(Regions regions, ImageSharing home, Executor executor, TimeSource time) {
        this.regions = regions;
        this.home = home;
        this.executor = executor;
        this.time = time;
    }

    /** Does it; whatever ends it early, the report is true. */
    public DistributionReport run(Distribution asked, DistributionListener listener) {
        return new Run(asked, listener).run();
    }

    /** What would be done, as far as reads can tell. */
    public DistributionPlan plan(Distribution asked) {
        requireOwnRegions(asked);
        Deadline deadline = home.deadline();
        RegionalCall call = new RegionalCall(home, new AccountSearch(), deadline);
        try (Tasks tasks = new Tasks(executor, 1)) {
            DistributionSurvey survey = DistributionSurvey.read(regions, home, asked, call, tasks);
            Map<Region, ImageSharingException> violations = new LinkedHashMap<>(survey.violations());
            Map<Region, ImageId> copies = new LinkedHashMap<>();
            Map<Region, Set<AccountId>> toShare = new LinkedHashMap<>();
            survey.facts().found().ifPresent(image -> copies.put(home.region(), image.id()));
            survey.copies().forEach((region, copy) -> copies.put(region, copy.id()));
            for (Region region : Sets.difference(all(asked), survey.violations().keySet())) {
                CopyPlan plan = copyPlan(asked, region, survey, deadline);
                plan.violation().ifPresent(why -> violations.put(region, why));
                if (!plan.gaining().isEmpty()) {
                    toShare.put(region, plan.gaining());
                }
            }
            return new DistributionPlan(asked.image(), copies, survey.missing(), toShare, violations);
        }
    }

    /** Who would gain access in a region, and why not all would. */
    private record CopyPlan(Set<AccountId> gaining, Optional<ImageSharingException> violation) {}

    private CopyPlan copyPlan(Distribution asked, Region region, DistributionSurvey survey, Deadline deadline) {
        try {
            CvmImage copy = survey.copies().get(region);
            ImageFacts facts = copy == null
                    ? survey.facts()
                    : new RegionalCall(regions.in(region), new AccountSearch(), deadline.apart()).facts(copy.id());
            Set<AccountId> own = facts.ownAmongMany(asked.accountsIn(region));
            Set<AccountId> others = Sets.difference(asked.accountsIn(region), own);
            Optional<ImageSharingException> violation =
                    copy == null ? Optional.empty() : DistributionSurvey.violationOfCopy(facts, others);
            if (violation.isPresent()) {
                return new CopyPlan(Set.of(), violation);
            }
            Set<AccountId> has = survey.missing().contains(region) ? Set.of() : facts.accountsWithAccess();
            return new CopyPlan(
                    ImmutableSet.copyOf(Sets.difference(others, has)),
                    own.stream().findFirst().map(account -> SharePreconditions.selfSharing(facts, account)));
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException e) {
            return new CopyPlan(Set.of(), Optional.of(e));
        }
    }

    /** The own region first, then the others in the order asked. */
    private Set<Region> all(Distribution asked) {
        return ImmutableSet.<Region>builder()
                .add(home.region())
                .addAll(asked.regions())
                .build();
    }

    private void requireOwnRegions(Distribution asked) {
        Set<Region> strangers = Sets.difference(asked.regionalAccounts().keySet(), all(asked));
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException(
                    "regions %s: accounts are named for them, but the image is not copied there; name them in to(...) too"
                            .formatted(strangers));
        }
    }

    /** One distribution. */
    private final class Run {

        private final Distribution asked;
        private final Deadline.Ending ending = new Deadline.Ending();
        private final Deadline deadline;
        private final DistributionLedger ledger;
        private final Retry retry = home.cvm().settings().retry();
        private final AccountSearch search = new AccountSearch();
        private final List<Tasks.Task<Boolean>> work = new ArrayList<>();

        /** Regions whose copy is waited for as soon as the copies of the others are begun. */
        private final List<Callable<Boolean>> waiting = new ArrayList<>();

        private boolean isSurveyed;

        Run(Distribution asked, DistributionListener listener) {
            requireOwnRegions(asked);
            this.asked = asked;
            this.deadline = Deadline.in(asked.within(), time, ending);
            this.ledger = new DistributionLedger(asked.image(), all(asked), listener);
        }

        DistributionReport run() {
            try (Tasks tasks = new Tasks(executor, 1)) {
                try {
                    distribute(tasks);
                    work.forEach(Tasks.Task::join);
                } catch (ImageSharingException e) {
                    end(tasks, e);
                } catch (Throwable unforeseen) { // A checked exception in disguise is one of them.
                    if (!isSurveyed && unforeseen instanceof IllegalArgumentException mistake) {
                        throw mistake;
                    }
                    end(tasks, endedBy(unforeseen));
                }
            }
            return ledger.report();
        }

        /** Whoever does not hear an interruption, because a listener swallowed it, makes no other request either. */
        private void end(Tasks tasks, ImageSharingException why) {
            ending.end(why);
            tasks.breakOff();
            ledger.end(why);
            if (why instanceof CallInterruptedException) {
                Thread.currentThread().interrupt();
            }
        }

        private ServiceFailureException endedBy(Throwable unforeseen) {
            return new ServiceFailureException(
                    Details.client(asked.image(), asked.image() + ": ended by " + unforeseen, unforeseen));
        }

        private void distribute(Tasks tasks) {
            DistributionSurvey survey = DistributionSurvey.read(regions, home, asked, call(home, deadline), tasks);
            isSurveyed = true;
            survey.facts().found().ifPresent(image -> ledger.exists(home.region(), image.id()));
            survey.violations().forEach(ledger::failed);
            survey.copies()
                    .forEach((region, copy) ->
                            serve(region, copy, survey.search().orElseThrow()));
            Set<Region> missing = survey.missing();
            if (survey.isSourceSyncing() && mustBeNormal(survey)) {
                start(tasks);
                Optional<ImageSharingException> never = sourceNeverNormal();
                if (never.isPresent()) {
                    failAll(missing, never.get());
                    if (!asked.accountsIn(home.region()).isEmpty()) {
                        ledger.failed(home.region(), never.get());
                        return;
                    }
                    missing = Set.of();
                }
            }
            if (!survey.violations().containsKey(home.region())) {
                missing = worthCopying(missing, shareHome(tasks));
            }
            if (!missing.isEmpty()) {
                copy(tasks, missing, survey);
            }
            start(tasks);
        }

        /**
         * Lets the regions go whose copies are there or begun, each on a thread. Not sooner than they must, because an
         * executor that has no thread for them serves them here and now.
         */
        private void start(Tasks tasks) {
            waiting.forEach(region -> work.add(tasks.start(region)));
            waiting.clear();
        }

        private boolean mustBeNormal(DistributionSurvey survey) {
            return !survey.missing().isEmpty()
                    || !asked.accountsIn(home.region()).isEmpty();
        }

        private Optional<ImageSharingException> sourceNeverNormal() {
            try {
                awaitSource();
                return Optional.empty();
            } catch (CallInterruptedException e) {
                throw e;
            } catch (ImageSharingException e) {
                return Optional.of(e);
            }
        }

        private void awaitSource() {
            var unused = new ImageWait(
                            retry, asked.image(), read(home, asked.image()), image -> {}, asked.within(), deadline)
                    .untilNormal();
        }

        private void failAll(Set<Region> which, ImageSharingException why) {
            which.forEach(region -> ledger.failed(region, why));
        }

        private ShareReport shareHome(Tasks tasks) {
            ledger.sharing(home.region(), asked.image());
            ShareReport report = share(home, asked.image(), deadline.apart(), () -> start(tasks));
            ledger.shared(home.region(), asked.image(), report);
            return report;
        }

        /** Where the image may not be shared at all, its copies may not be either; those that nobody is to get are made. */
        private Set<Region> worthCopying(Set<Region> missing, ShareReport report) {
            Optional<ImageSharingException> vain = report.failed().values().stream()
                    .filter(Run::holdsForCopies)
                    .findFirst();
            if (vain.isEmpty()) {
                return missing;
            }
            Set<Region> inVain = ImmutableSet.copyOf(
                    Sets.filter(missing, region -> !asked.accountsIn(region).isEmpty()));
            failAll(inVain, notCopied(vain.get()));
            return ImmutableSet.copyOf(Sets.difference(missing, inVain));
        }

        private static ImageSharingException notCopied(ImageSharingException why) {
            String message = "not copied, because the image itself was not shared: " + why.getMessage();
            return why.with(why.details().withMessage(message));
        }

        private static boolean holdsForCopies(ImageSharingException failure) {
            return failure instanceof ImageNotShareableException
                    || failure instanceof AccessDeniedException
                    || failure instanceof AuthenticationException
                    || failure instanceof CallInterruptedException;
        }

        private void copy(Tasks tasks, Set<Region> missing, DistributionSurvey survey) {
            CopySearch copySearch = survey.search().orElseThrow();
            CopyRequest.Result result = new CopyRequest.Result() {
                @Override
                public void begun(Region region, Optional<ImageId> copy) {
                    ledger.copying(region, copy.orElse(null), null);
                    serve(region, until -> await(region, copy, copySearch, until));
                }

                @Override
                public void found(Region region, CvmImage copy) {
                    serve(region, copy, copySearch);
                }

                @Override
                public void failed(Region region, ImageSharingException why) {
                    ledger.failed(region, why);
                }
            };
            CopyRequest request = new CopyRequest(
                    home.copies(),
                    home.cvm(),
                    copySearch,
                    region -> regions.in(region).cvm(),
                    () -> start(tasks),
                    this::awaitSource,
                    result,
                    deadline);
            if (!survey.isSourceSyncing()) { // Else the copies that were under way may be those.
                request.lookedAt(missing, survey.atNanos());
            }
            request.run(missing);
        }

        /** A copy that was found by its name. */
        private void serve(Region region, CvmImage copy, CopySearch copySearch) {
            boolean isReady = copy.state() == ImageState.NORMAL;
            underWay(region, copy);
            serve(
                    region,
                    until -> isReady
                            ? copy
                            : copySearch.require(await(region, Optional.of(copy.id()), copySearch, until)));
        }

        /** Gives the copy of a region when it is NORMAL. */
        private interface Ready {
            CvmImage await(Deadline until);
        }

        private void serve(Region region, Ready ready) {
            waiting.add(() -> {
                shareWhenReady(region, ready);
                return true;
            });
        }

        private void shareWhenReady(Region region, Ready ready) {
            Deadline until = deadline.apart(); // What fails in one region is no reason in another.
            try {
                CvmImage copy = ready.await(until);
                home.copies().seen(asked.image(), copy.name(), region);
                ledger.sharing(region, copy.id());
                ledger.shared(region, copy.id(), share(regions.in(region), copy.id(), until, () -> {}));
            } catch (CallInterruptedException e) {
                // It is still copied to, whatever ends this call.
            } catch (ImageNotReadyException e) {
                if (!e.isRetryable()) {
                    ledger.failed(
                            region,
                            e.with(e.details()
                                    .withMessage(e.getMessage() + "; delete it before it can be copied again")));
                }
            } catch (ImageSharingException e) {
                ledger.failed(region, e);
            } catch (Throwable unforeseen) { // A checked exception in disguise is one of them.
                ledger.failed(region, endedBy(unforeseen));
            }
        }

        /** A copy may fail because another machine has made one of its name meanwhile; then that is the copy. */
        private CvmImage await(Region region, Optional<ImageId> copy, CopySearch copySearch, Deadline until) {
            try {
                return awaitCopy(region, copy, copySearch, until);
            } catch (ImageNotReadyException e) {
                Optional<CvmImage> other = e.isRetryable() ? Optional.empty() : another(region, copySearch, until);
                if (other.isEmpty()) {
                    throw e;
                }
                return copySearch.require(awaitCopy(region, other.map(CvmImage::id), copySearch, until));
            }
        }

        private Optional<CvmImage> another(Region region, CopySearch copySearch, Deadline until) {
            return copySearch
                    .in(regions.in(region).cvm(), until.within(retry.deadline()))
                    .filter(image -> image.state() != ImageState.CREATEFAILED);
        }

        private CvmImage awaitCopy(Region region, Optional<ImageId> copy, CopySearch copySearch, Deadline until) {
            ImageSharing there = regions.in(region);
            ImageWait.Read read = copy.map(id -> read(there, id)).orElse(soon -> copySearch.in(there.cvm(), soon));
            return new ImageWait(
                            retry,
                            copy.orElse(asked.image()),
                            read,
                            seen -> underWay(region, seen),
                            asked.within(),
                            until)
                    .untilNormal();
        }

        private void underWay(Region region, CvmImage copy) {
            if (copy.state() != ImageState.NORMAL) {
                ledger.copying(region, copy.id(), copy.syncPercent());
            }
        }

        private static ImageWait.Read read(ImageSharing there, ImageId id) {
            return until -> there.cvm().describe(List.of(id), until).stream().findFirst();
        }

        /** Shares with whom the region is asked for; an image that is busy meanwhile is waited for. */
        private ShareReport share(ImageSharing there, ImageId id, Deadline until, Runnable beforeWaiting) {
            Set<AccountId> accounts = asked.accountsIn(there.region());
            if (accounts.isEmpty()) {
                return new ShareReport(id, Map.of(), List.of());
            }
            ShareReport report = shareOnce(there, id, accounts, until);
            BusyPause pause = new BusyPause(retry);
            while (true) {
                Set<AccountId> busy = busy(report);
                if (!busy.isEmpty()) {
                    beforeWaiting.run();
                }
                if (busy.isEmpty() || !until.pause(pause.next()) || until.isOver()) {
                    return report;
                }
                report = continued(report, shareOnce(there, id, busy, until));
            }
        }

        private static Set<AccountId> busy(ShareReport report) {
            return Maps.filterValues(report.failed(), why -> why instanceof ImageNotReadyException && why.isRetryable())
                    .keySet();
        }

        /** What was changed before the image was busy, this call has changed. */
        private static ShareReport continued(ShareReport report, ShareReport later) {
            Map<AccountId, Outcome> outcomes = new LinkedHashMap<>(report.outcomes());
            outcomes.putAll(later.outcomes());
            List<String> requestIds = new ArrayList<>(report.requestIds());
            requestIds.addAll(later.requestIds());
            return new ShareReport(report.target(), outcomes, requestIds);
        }

        private ShareReport shareOnce(ImageSharing there, ImageId id, Set<AccountId> accounts, Deadline until) {
            try {
                return there.share(id, accounts, call(there, until));
            } catch (ImageSharingException e) {
                return RefusedReport.of(id, accounts, e);
            }
        }

        private RegionalCall call(ImageSharing there, Deadline until) {
            return new RegionalCall(there, search, until.within(retry.deadline()));
        }
    }
}
