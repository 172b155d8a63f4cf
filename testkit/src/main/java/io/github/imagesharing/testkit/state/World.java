package io.github.imagesharing.testkit.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All images and blueprints at one moment. Immutable, so that lagging reads can use an older one.
 *
 * @param images the images by id, oldest first
 * @param blueprints the blueprints by id, oldest first
 */
public record World(Map<String, Image> images, Map<String, Blueprint> blueprints) {

    public Optional<Image> image(String id) {
        return Optional.ofNullable(images.get(id));
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
        Map<String, Image> changed = new LinkedHashMap<>(images);
        changed.put(image.id(), image);
        return new World(changed, blueprints);
    }

    public World with(Blueprint blueprint) {
        Map<String, Blueprint> changed = new LinkedHashMap<>(blueprints);
        changed.put(blueprint.id(), blueprint);
        return new World(images, changed);
    }

    public World withoutImage(String id) {
        Map<String, Image> changed = new LinkedHashMap<>(images);
        changed.remove(id);
        return new World(changed, blueprints);
    }

    public World withoutBlueprint(String id) {
        Map<String, Blueprint> changed = new LinkedHashMap<>(blueprints);
        changed.remove(id);
        return new World(images, changed);
    }
}
