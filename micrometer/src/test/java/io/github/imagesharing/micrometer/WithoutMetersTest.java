package io.github.imagesharing.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.github.imagesharing.Region;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application that has no {@code micrometer-core}. */
class WithoutMetersTest {

    /** A program of it, loaded apart. */
    public static final class Program implements Runnable {

        @Override
        public void run() {
            var registry = ObservationRegistry.create();
            List<String> ended = new ArrayList<>();
            registry.observationConfig().observationHandler(new ObservationTextPublisher(ended::add));
            var operation = new Operation("images", Region.of("ap-guangzhou"), null, 0, 0);
            MicrometerCallObserver.of(registry).began(operation).ended(new Ending(null, null, List.of()));
            if (ended.stream().noneMatch(line -> line.contains("STOP") && line.contains("operation='images'"))) {
                throw new IllegalStateException(ended.toString());
            }
        }
    }

    @Test
    void observationsNeedNoMeters() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String entry : Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
            if (!entry.contains("micrometer-core")) {
                jars.add(new File(entry).toURI().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);

            Class<?> program = loader.loadClass(Program.class.getName());
            ((Runnable) program.getDeclaredConstructor().newInstance()).run();

            assertThat(program).isNotSameAs(Program.class);
        }
    }
}
