package io.github.imagesharing.cli;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.BufferedReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;

/** What tests put around the program: never the environment, the home folder or the terminal of whoever runs them. */
final class TestSurroundings {

    private static final Path NOWHERE = Path.of("/nowhere");

    private TestSurroundings() {}

    /** Nothing is set, and nobody is there. */
    static Surroundings bare() {
        return with(Map.of(), NOWHERE);
    }

    /** Somebody types the answers. */
    static Surroundings answering(String answers) {
        return answering(new StringReader(answers));
    }

    static Surroundings answering(Reader answers) {
        return new Surroundings(
                name -> null, NOWHERE, new BufferedReader(answers), () -> true, CloudSettings::builder, false);
    }

    /** A cloud that stands for the real one, whose region the environment names. */
    static Surroundings on(FakeTencentCloud cloud) {
        return on(cloud, "");
    }

    /** The same with somebody who types answers, unless there are none. */
    static Surroundings on(FakeTencentCloud cloud, String answers) {
        cloud.unlimitedRates();
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(RequestQuota.unlimited())
                .build();
        return new Surroundings(
                Map.of("TENCENTCLOUD_REGION", "ap-guangzhou")::get,
                NOWHERE,
                new BufferedReader(new StringReader(answers)),
                () -> !answers.isEmpty(),
                settings::toBuilder,
                false);
    }

    /** An environment and a home folder. */
    static Surroundings with(Map<String, String> environment, Path home) {
        return new Surroundings(
                environment::get,
                home,
                new BufferedReader(new StringReader("")),
                () -> false,
                CloudSettings::builder,
                false);
    }
}
