package io.github.imagesharing.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that exists, at one moment. Never changed once made, so that old moments can be looked at.
 *
 * @param images the images by id, oldest first
 * @param blueprints the blueprints by id, oldest first
 */
record World(Map<String, Image> images, Map<String, Blueprint> blueprints) {

    Optional<Image> image(String id) {
        return Optional.ofNullable(images.get(id));
    }

    Optional<Blueprint> blueprint(String id) {
        return Optional.ofNullable(blueprints.get(id));
    }

    Optional<Blueprint> blueprintOf(String imageId) {
        return blueprints.values().stream()
                .filter(blueprint -> blueprint.imageId().equals(imageId))
                .findFirst();
    }

    World with(Image image) {
        Map<String, Image> changed = new LinkedHashMap<>(images);
        changed.put(image.id(), image);
        return new World(changed, blueprints);
    }

    World with(Blueprint blueprint) {
        Map<String, Blueprint> changed = new LinkedHashMap<>(blueprints);
        changed.put(blueprint.id(), blueprint);
        return new World(images, changed);
    }

    World withoutImage(String id) {
        Map<String, Image> changed = new LinkedHashMap<>(images);
        changed.remove(id);
        return new World(changed, blueprints);
    }

    World withoutBlueprint(String id) {
        Map<String, Blueprint> changed = new LinkedHashMap<>(blueprints);
        changed.remove(id);
        return new World(images, changed);
    }
}
