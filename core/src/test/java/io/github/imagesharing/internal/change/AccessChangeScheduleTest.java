package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.ToyCloud.Fate;
import io.github.imagesharing.internal.change.ToyCloud.OnRefusal;
import io.github.imagesharing.spi.Permission;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hundreds of schedules of faults, each from a seed: whatever happens, the report is the truth. {@code -Dseed=n} runs
 * one of them alone, {@code -Dschedules=n} so many.
 */
class AccessChangeScheduleTest {

    private static final List<Fate> FATES = List.of(Fate.values());
    private static final List<OnRefusal> ON_REFUSAL = List.of(OnRefusal.values());
    private static final int SCHEDULES = Integer.getInteger("schedules", 400);

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one == null ? LongStream.range(0, SCHEDULES) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theReportIsTheTruth(long seed) {
        Random chance = new Random(seed * 0x9E3779B97F4A7C15L);
        ToyCloud cloud = new ToyCloud();
        int size = 1 + chance.nextInt(chance.nextInt(4) == 0 ? 60 : 8);
        Set<AccountId> asked = AccessChangeTest.accounts(size);
        asked.forEach(account -> {
            if (chance.nextInt(4) == 0) {
                cloud.truth.add(account);
            } else if (chance.nextInt(6) == 0) {
                cloud.bad.add(account);
            }
        });
        cloud.onRefusal = ON_REFUSAL.get(chance.nextInt(3));
        cloud.sharedAlreadyIsAnError = chance.nextBoolean();
        cloud.unknownCodes = chance.nextInt(3) == 0;
        cloud.perRequest = chance.nextInt(3) == 0 ? 1 + chance.nextInt(5) : 500;
        cloud.laggingReads = chance.nextInt(3);
        cloud.mostLag = AccessChangeTest.LAG.dividedBy(2);
        int faults = chance.nextInt(3) * 25;
        cloud.fate = () -> chance.nextInt(100) < faults ? FATES.get(chance.nextInt(FATES.size())) : Fate.FINE;
        int unreadable = chance.nextInt(4) == 0 ? 30 : 0;
        cloud.readFails = () -> chance.nextInt(100) < unreadable;
        Permission permission = chance.nextInt(3) == 0 ? Permission.CANCEL : Permission.SHARE;
        Set<AccountId> before = Set.copyOf(cloud.truth);

        ShareReport report = AccessChangeTest.change(cloud, permission, asked, 1 + chance.nextInt(500));

        assertThat(report.outcomes().keySet())
                .as("nothing is left out, nothing added")
                .isEqualTo(asked);
        report.outcomes().forEach((account, outcome) -> {
            boolean asWanted = permission.isDone(account, cloud.truth);
            String what = "seed " + seed + ": " + account + " " + outcome;
            if (outcome instanceof Outcome.Unknown) {
                assertThat(cloud.readsThatFailed).as(what).isPositive();
            } else {
                assertThat(asWanted).as(what).isEqualTo(!(outcome instanceof Outcome.Failed));
            }
            if (outcome instanceof Outcome.Unchanged) {
                assertThat(permission.isDone(account, before)).as(what).isTrue();
            }
        });
    }
}
