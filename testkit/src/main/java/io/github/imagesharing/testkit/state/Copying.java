package io.github.imagesharing.testkit.state;

import io.github.imagesharing.testkit.SyncingImage;
import java.time.Duration;
import java.time.Instant;

/**
 * A copy of an image that is under way. Immutable.
 *
 * @param source the image that is copied
 * @param holdsSource whether the source shows that it is being copied
 * @param state the state of the copy meanwhile
 * @param listed whether requests find the copy meanwhile
 * @param percent how much has been copied
 */
public record Copying(String source, boolean holdsSource, String state, boolean listed, int percent) {

    static final String SYNCING = "SYNCING";

    boolean holds(String image) {
        return holdsSource && source.equals(image);
    }

    Copying percent(int copied) {
        return new Copying(source, holdsSource, state, listed, copied);
    }

    /** When a copy that begins now says that it was made. */
    public static Instant time(Image source, CloudState cloud, Behaviour behaviour) {
        return behaviour.copiesKeepTime() ? source.createdAt() : cloud.clock().second();
    }

    /**
     * Begins a copy, which ends by itself.
     *
     * @param world what there is
     * @param source the image
     * @param copy its copy
     * @param end the state in which the copy ends
     */
    public static World begin(
            World world, Image source, Image copy, String end, CloudState cloud, Behaviour behaviour) {
        SyncingImage shown = behaviour.syncingShown();
        boolean holdsSource = shown == SyncingImage.SOURCE || shown == SyncingImage.BOTH;
        String state = shown == SyncingImage.NEITHER ? "USING" : SYNCING;
        Copying begun = new Copying(source.id(), holdsSource, state, shown != SyncingImage.SOURCE, 0);
        Duration takes = behaviour.copying();
        for (int quarter = 1; quarter < 4; quarter++) {
            int percent = quarter * 25;
            cloud.later(takes.multipliedBy(quarter).dividedBy(4), later -> later.copied(copy.id(), percent));
        }
        cloud.later(takes, later -> later.copied(copy.id(), end));
        return world.with(holdsSource ? source.state(SYNCING) : source)
                .with(copy.state(state))
                .copying(copy.id(), begun);
    }
}
