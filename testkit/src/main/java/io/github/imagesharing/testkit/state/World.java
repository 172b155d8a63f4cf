package io.github.imagesharing.testkit.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All images and blueprints at one moment. Immutable, so that lagging reads can use an older one.
 *
 * @param images the images by id, oldest first
 * @param blueprints the blueprints by id, oldest first
 * @param copying the copies under way, by the id of the copy
 */
public record World(Map<String, Image> images, Map<String, Blueprint> blueprints, Map<String, Copying> copying) {

    public Optional<Image> image(String id) {
        return Optional.ofNullable(images.get(id));
    }

    /** The images that requests find: a copy under way is not always one of them. */
    public Collection<Image> listed() {
        return images.values().stream().filter(image -> !isHidden(image.id())).toList();
    }

    /** The same, one of them. */
    public Optional<Image> listed(String id) {
        return image(id).filter(image -> !isHidden(id));
    }

    private boolean isHidden(String id) {
        Copying under = copying.get(id);
        return under != null && !under.listed();
    }

    /** How much has been copied of an image that is being copied: the least, where there are several copies of it. */
    public Optional<Integer> percent(String id) {
        return copying.entrySet().stream()
                .filter(copy -> copy.getKey().equals(id) || copy.getValue().holds(id))
                .map(copy -> copy.getValue().percent())
                .min(Integer::compare);
    }

    public Optional<Blueprint> blueprint(String id) {
        return Optional.ofNullable(blueprints.get(id));
    }

    public Optional<Blueprint> blueprintOf(String imageId) {
        return blueprints.values().stream()
                .filter(blueprint -> blueprint.imageId().equals(imageId))
                .findFirst();
    }

    public World with(Image image) {
        return new World(with(images, image.id(), image), blueprints, copying);
    }

    public World with(Blueprint blueprint) {
        return new World(images, with(blueprints, blueprint.id(), blueprint), copying);
    }

    public World withoutImage(String id) {
        return new World(without(images, id), blueprints, copying);
    }

    public World withoutBlueprint(String id) {
        return new World(images, without(blueprints, id), copying);
    }

    /** A copy begins, or goes on. */
    public World copying(String id, Copying copy) {
        return new World(images, blueprints, with(copying, id, copy));
    }

    /** A copy under way has come further; nothing if it has ended. */
    public World copied(String id, int percent) {
        return copying.containsKey(id)
                ? copying(id, Objects.requireNonNull(copying.get(id)).percent(percent))
                : this;
    }

    /** A copy ends, and the source is NORMAL again unless another copy holds it. */
    public World copied(String id, String state) {
        Copying ended = Objects.requireNonNull(copying.get(id));
        World after = new World(images, blueprints, without(copying, id)).moved(id, ended.state(), state);
        boolean free =
                ended.holdsSource() && after.copying.values().stream().noneMatch(other -> other.holds(ended.source()));
        return free ? after.moved(ended.source(), Copying.SYNCING, "NORMAL") : after;
    }

    /** An image in one state comes into another, unless a test has changed or deleted it meanwhile. */
    private World moved(String id, String from, String to) {
        return image(id)
                .filter(image -> image.state().equals(from))
                .map(image -> with(image.state(to)))
                .orElse(this);
    }

    private static <T> Map<String, T> with(Map<String, T> map, String id, T value) {
        Map<String, T> changed = new LinkedHashMap<>(map);
        changed.put(id, value);
        return changed;
    }

    private static <T> Map<String, T> without(Map<String, T> map, String id) {
        Map<String, T> changed = new LinkedHashMap<>(map);
        changed.remove(id);
        return changed;
    }
}
