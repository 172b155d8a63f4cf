package io.github.imagesharing.system;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Shareable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads call one service at the same time while reads lag, answers are lost and calls are interrupted; every report must
 * agree with the state of the fake cloud. {@link Schedule} draws what happens from a seed, {@link Judge} and {@link
 * DistributionJudge} have the rules.
 *
 * <p>{@code -Dschedules=N} runs the first N seeds, and two thirds as many below zero for distributions, {@code -Dseed=S} one
 * alone, and both the one N times, since the turns that threads take differ from run to run.
 * {@code -Dparts=SINGLES,PLANS} leaves the other parts out.
 */
@Execution(ExecutionMode.CONCURRENT)
class StressTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 150);
    private static final String PARTS = System.getProperty("parts", "");
    private static final long LONGEST_RUN_SECONDS = 120;

    static Stream<Schedule> schedules() {
        Long one = Long.getLong("seed");
        LongStream seeds = one == null
                ? LongStream.range(-SCHEDULES * 2 / 3, SCHEDULES)
                : LongStream.generate(() -> one).limit(Integer.getInteger("schedules", 1));
        return seeds.mapToObj(Schedule::of)
                .filter(schedule ->
                        PARTS.isEmpty() || PARTS.contains(schedule.part().name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void everyReportIsTheTruth(Schedule schedule) throws InterruptedException {
        List<Throwable> broken = new ArrayList<>();
        try (Stage stage = new Stage(schedule)) {
            List<Player> players = players(stage);
            stage.begin();
            together(players, broken);
            stage.calmDown();
            if (broken.isEmpty()) {
                for (Player player : players) {
                    player.finish();
                }
                stage.requireThatAllIsHeard();
            }
        } catch (AssertionError | RuntimeException e) {
            broken.add(e);
        }
        if (!broken.isEmpty()) {
            fail(schedule, broken);
        }
    }

    private static void fail(Schedule schedule, List<Throwable> broken) {
        StringBuilder text = new StringBuilder(schedule.toString());
        broken.forEach(one -> text.append(System.lineSeparator()).append("  ").append(one.getMessage()));
        text.append(System.lineSeparator())
                .append(
                        "  run it again, many times, since threads take other turns: -Dtest=StressTest -Dseed=%d -Dschedules=100"
                                .formatted(schedule.seed()));
        AssertionError failure = new AssertionError(text.toString());
        broken.forEach(failure::addSuppressed);
        throw failure;
    }

    private static void together(List<Player> players, List<Throwable> broken) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(players.size());
        try {
            List<Future<Boolean>> playing = new ArrayList<>();
            players.forEach(player -> playing.add(threads.submit(() -> {
                player.play();
                return true;
            })));
            for (Future<Boolean> one : playing) {
                await(one, broken);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<Boolean> playing, List<Throwable> broken) throws InterruptedException {
        try {
            playing.get(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            broken.add(e.getCause());
        } catch (TimeoutException e) {
            broken.add(new Judge.Broken("a call does not end", LONGEST_RUN_SECONDS + " s", e));
        }
    }

    private static List<Player> players(Stage stage) {
        Schedule schedule = stage.schedule();
        Random chance = new Random(~schedule.seed());
        return switch (schedule.part()) {
            case LISTS -> List.of(new ListPlayer(stage, chance));
            case DISTRIBUTIONS -> distributionPlayers(stage, chance);
            case INTO_LIGHTHOUSE -> lighthousePlayers(stage, chance);
            default -> accessPlayers(stage, chance);
        };
    }

    private static List<Player> lighthousePlayers(Stage stage, Random chance) {
        LighthousePlayer.Contested contested =
                LighthousePlayer.Contested.of(stage.cloud().addImage());
        List<Player> players = new ArrayList<>();
        for (int thread = 0; thread < stage.schedule().threads(); thread++) {
            ImageId own = stage.cloud().addImage();
            players.add(new LighthousePlayer(stage, own, contested, thread == 0, new Random(chance.nextLong())));
        }
        return players;
    }

    private static List<Player> distributionPlayers(Stage stage, Random chance) {
        Schedule schedule = stage.schedule();
        DistributionScene scene = new DistributionScene(stage, chance);
        List<Player> players = new ArrayList<>();
        for (int thread = 0; thread < schedule.threads(); thread++) {
            Set<AccountId> good = accounts(thread, 0, schedule.accounts());
            Set<AccountId> bad = accounts(thread, 50, schedule.badAccounts());
            refuse(stage, bad, chance);
            stage.shareElsewhere(List.copyOf(scene.images().keySet()), good, bad, chance);
            players.add(new DistributionPlayer(stage, scene, good, bad, new Random(chance.nextLong())));
        }
        return players;
    }

    private static List<Player> accessPlayers(Stage stage, Random chance) {
        Schedule schedule = stage.schedule();
        List<ImageId> images = stage.cloud().addImages(schedule.targets());
        List<? extends Shareable> targets = schedule.part() == Schedule.Part.BLUEPRINTS
                ? images.stream().map(stage.cloud()::addBlueprint).toList()
                : images;
        List<Player> players = new ArrayList<>();
        for (int thread = 0; thread < schedule.threads(); thread++) {
            Set<AccountId> good = accounts(thread, 0, schedule.accounts());
            Set<AccountId> bad = accounts(thread, 50, schedule.badAccounts());
            refuse(stage, bad, chance);
            stage.shareElsewhere(targets, good, bad, chance);
            if (chance.nextInt(6) == 0) {
                bad.add(stage.cloud().ownAccount()); // all threads may ask for it, since nobody ever gets it
            }
            players.add(new AccessPlayer(stage, targets, good, bad, new Random(chance.nextLong())));
        }
        return players;
    }

    private static void refuse(Stage stage, Set<AccountId> bad, Random chance) {
        for (AccountId account : bad) {
            if (chance.nextBoolean()) {
                stage.cloud().closeAccount(account);
            } else {
                stage.cloud().subAccount(account);
            }
        }
    }

    private static Set<AccountId> accounts(int thread, int first, int count) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        for (int i = first; i < first + count; i++) {
            accounts.add(AccountId.of(String.valueOf(200_000_000_000L + 100L * thread + i)));
        }
        return accounts;
    }
}
