package io.github.imagesharing.system;

import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens in one run of {@link StressTest}, all of it drawn from the seed. Two runs of one seed differ only in how
 * their threads take turns.
 *
 * @param seed where all else comes from
 * @param part the part of the product
 * @param threads how many threads call, each for accounts of its own
 * @param calls how many calls each makes
 * @param accounts how many accounts each thread has
 * @param badAccounts how many more it has that the service refuses
 * @param targets how many images or blueprints there are
 * @param lag how long a read shows what was true before
 * @param latency how long an answer takes
 * @param faultPercent how often faults are planned before a call
 * @param interruptPercent how often a call is interrupted
 * @param refusalEffect what a refused request changes nevertheless
 * @param resharingFails whether it is an error to share with who has access
 * @param cancellingUnsharedFails whether it is an error to take access from who has none
 * @param perRequest how many accounts one request may name
 * @param capped whether the limit of accounts is just enough
 * @param attempts how often a request is sent at most
 */
record Schedule(
        long seed,
        Part part,
        int threads,
        int calls,
        int accounts,
        int badAccounts,
        int targets,
        Duration lag,
        Duration latency,
        int faultPercent,
        int interruptPercent,
        RefusalEffect refusalEffect,
        boolean resharingFails,
        boolean cancellingUnsharedFails,
        int perRequest,
        boolean capped,
        int attempts) {

    /** The parts of the product. */
    enum Part {
        /** One image is shared and unshared. */
        SINGLES,
        /** Plans for one image are made and carried out, between other calls for it. */
        PLANS,
        /** Several images in one call: shared, unshared, plans carried out. */
        BATCHES,
        /** A blueprint is shared and unshared. */
        BLUEPRINTS,
        /** Images go into Lighthouse and come back. */
        INTO_LIGHTHOUSE,
        /** Images are listed and audited while others come and go. */
        LISTS,
        /** An image is copied to regions and shared with every copy; the seeds below zero. */
        DISTRIBUTIONS
    }

    /** A list takes longer than all others, since it must have more than one page. */
    private static final List<Part> PARTS = List.of(
            Part.SINGLES,
            Part.PLANS,
            Part.BATCHES,
            Part.BLUEPRINTS,
            Part.INTO_LIGHTHOUSE,
            Part.SINGLES,
            Part.PLANS,
            Part.BATCHES,
            Part.INTO_LIGHTHOUSE,
            Part.BLUEPRINTS,
            Part.SINGLES,
            Part.PLANS,
            Part.BATCHES,
            Part.INTO_LIGHTHOUSE,
            Part.LISTS);

    static Schedule of(long seed) {
        Random chance = new Random(seed * 0x9E3779B97F4A7C15L);
        if (seed < 0) {
            return distribution(seed, chance);
        }
        Part part = PARTS.get(Math.floorMod(seed, PARTS.size()));
        // Only one thread's plans may fill an image: a plan may need the room of another's until it has taken its own
        // away.
        boolean capped = (part == Part.SINGLES || part == Part.PLANS) && chance.nextInt(3) == 0;
        boolean alone = part == Part.LISTS || (part == Part.PLANS && capped);
        int threads = alone ? 1 : 1 + chance.nextInt(4);
        return new Schedule(
                seed,
                part,
                threads,
                calls(part, chance),
                2 + chance.nextInt(chance.nextInt(5) == 0 ? 20 : 5),
                chance.nextInt(3),
                part == Part.BATCHES ? 2 + chance.nextInt(5) : 1,
                pick(chance, Duration.ZERO, Duration.ofMillis(4), Duration.ofMillis(300), Duration.ofMillis(1800)),
                pick(chance, Duration.ZERO, Duration.ZERO, Duration.ofMillis(2)),
                pick(chance, 0, 0, 30, 60),
                pick(chance, 0, 0, 0, 25),
                pick(chance, RefusalEffect.values()),
                chance.nextBoolean(),
                chance.nextBoolean(),
                pick(chance, 2, 500),
                capped,
                pick(chance, 6, 6, 3));
    }

    private static Schedule distribution(long seed, Random chance) {
        int threads = pick(chance, 1, 1, 2);
        return new Schedule(
                seed,
                Part.DISTRIBUTIONS,
                threads,
                1 + chance.nextInt(3),
                1 + chance.nextInt(4),
                pick(chance, 0, 0, 1, 2),
                1,
                pick(chance, Duration.ZERO, Duration.ofMillis(300), Duration.ofMillis(1800), Duration.ofMillis(1800)),
                pick(chance, Duration.ZERO, Duration.ZERO, Duration.ofMillis(2)),
                pick(chance, 0, 50, 90),
                // What another thread had on its way when it was interrupted may arrive later than all skipped time.
                threads == 1 ? pick(chance, 0, 0, 40) : 0,
                pick(chance, RefusalEffect.values()),
                chance.nextBoolean(),
                chance.nextBoolean(),
                pick(chance, 2, 500),
                false,
                pick(chance, 6, 6, 3));
    }

    private static int calls(Part part, Random chance) {
        return switch (part) {
            case LISTS -> 1;
            case INTO_LIGHTHOUSE -> 4 + chance.nextInt(6);
            default -> 2 + chance.nextInt(4);
        };
    }

    @SafeVarargs
    private static <T> T pick(Random chance, T... some) {
        return some[chance.nextInt(some.length)];
    }

    /** Whether nothing goes wrong but what the calls ask for, so that every call must succeed. */
    boolean isCalm() {
        return faultPercent == 0 && interruptPercent == 0;
    }

    /** How many accounts of each thread may have access to one target. */
    int mostShared() {
        return capped ? Math.max(1, accounts / 2) : accounts;
    }

    /** The schedule in words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add("seed %d: %s"
                .formatted(seed, part.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
        words.add(threads + " threads of " + calls + " calls");
        words.add(accounts + " accounts each and " + badAccounts + " bad ones");
        if (targets > 1) {
            words.add(targets + " images");
        }
        words.add("reads lag " + lag.toMillis() + " ms");
        words.add("answers take " + latency.toMillis() + " ms");
        words.add("faults before " + faultPercent + " % of the calls");
        words.add(interruptPercent + " % interrupted");
        words.add("a refused request changes " + refusalEffect);
        words.add("sharing twice " + (resharingFails ? "fails" : "is nothing"));
        words.add("cancelling twice " + (cancellingUnsharedFails ? "fails" : "is nothing"));
        words.add(perRequest + " accounts a request");
        if (capped) {
            words.add("at most " + threads * mostShared() + " accounts in all");
        }
        words.add(attempts + " attempts");
        return String.join(", ", words);
    }
}
