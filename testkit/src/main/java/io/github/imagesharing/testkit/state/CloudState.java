package io.github.imagesharing.testkit.state;

import io.github.imagesharing.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The present state of the cloud, and the state that reads see, which may lag behind. Thread-safe. */
public final class CloudState {

    private final FakeClock clock = new FakeClock();
    private final Accounts accounts;
    private final Credentials credentials;
    private final Roles roles = new Roles();
    private final AtomicLong lastNumber = new AtomicLong();
    private final Deque<Moment> past = new ArrayDeque<>();
    private final PriorityQueue<Event> coming = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));
    private World now = new World(Map.of(), Map.of(), Map.of());
    private Duration readLag = Duration.ZERO;
    private LongSupplier lagClock = System::nanoTime;

    private volatile Optional<Organization> organization = Optional.empty();

    public CloudState(AccountId own) {
        accounts = new Accounts(own);
        credentials = new Credentials(own);
    }

    public FakeClock clock() {
        return clock;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** The organisation the account is in, if any. */
    public Optional<Organization> organization() {
        return organization;
    }

    public void organization(Organization joined) {
        organization = Optional.of(joined);
    }

    public Credentials credentials() {
        return credentials;
    }

    public Roles roles() {
        return roles;
    }

    /** A number for a new id, never returned before. */
    public long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    public synchronized void readLag(Duration readLag) {
        this.readLag = readLag;
        if (readLag.isZero()) {
            past.clear();
        }
    }

    /** Measures the lag, and what comes later, by another clock from now on. */
    public synchronized void lagClock(LongSupplier nanos) {
        lagClock = nanos;
        past.clear();
    }

    public synchronized World now() {
        catchUp();
        return now;
    }

    /** The state that reads see: the present one, or an older one if reads lag. */
    public synchronized World seen() {
        catchUp();
        forget();
        return past.isEmpty() ? now : past.getFirst().world;
    }

    /**
     * Changes the state in one step, then throws the refusal of that step if it has one: a refused request may change
     * something.
     */
    public synchronized void change(Function<World, Change> step) {
        catchUp();
        Change change = step.apply(now);
        become(change.world, lagClock.getAsLong());
        change.refusal.ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Changes the state a while from now, by the clock of the lag. */
    public synchronized void later(Duration delay, UnaryOperator<World> step) {
        coming.add(new Event(lagClock.getAsLong() + delay.toNanos(), step));
    }

    /** What was due has happened when it was due, also for reads that lag. */
    private void catchUp() {
        long time = lagClock.getAsLong();
        while (!coming.isEmpty() && coming.peek().at - time <= 0) {
            Event due = coming.remove();
            become(due.step.apply(now), due.at);
        }
    }

    private void become(World next, long at) {
        if (!readLag.isZero()) {
            forget();
            past.addLast(new Moment(now, at));
        }
        now = next;
    }

    private void forget() {
        long moment = lagClock.getAsLong() - readLag.toNanos();
        while (!past.isEmpty() && past.getFirst().until - moment <= 0) {
            past.removeFirst();
        }
    }

    /**
     * The outcome of a step.
     *
     * @param world the world after it
     * @param refusal what to answer instead of success
     */
    public record Change(World world, Optional<ServiceRefusal> refusal) {

        public static Change to(World world) {
            return new Change(world, Optional.empty());
        }
    }

    private record Moment(World world, long until) {}

    private record Event(long at, UnaryOperator<World> step) {}
}
