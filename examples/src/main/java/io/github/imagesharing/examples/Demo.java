package io.github.imagesharing.examples;

import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.examples.demo.FakeCloudDemo;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Shows what the library does, on an embedded fake cloud. */
public final class Demo {

    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud fake = FakeTencentCloud.start();
                PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8)) {
            new FakeCloudDemo(fake, Region.of("ap-guangzhou"), new Screen(out)).run();
        }
    }
}
