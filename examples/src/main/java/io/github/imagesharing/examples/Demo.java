package io.github.imagesharing.examples;

import io.github.imagesharing.examples.demo.Tour;
import io.github.imagesharing.testkit.FakeTencentCloud;

/** Shows what the library does, on a fake cloud within this program. */
public final class Demo {

    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            new Tour(cloud, System.out).run();
        }
    }
}
