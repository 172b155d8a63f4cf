package io.github.imagesharing.engines.process;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Starts a main class in a new JVM with the class path of this one. */
public final class JavaProcess {

    private JavaProcess() {}

    public static ProcessBuilder of(Class<?> main, List<String> options, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    public static Process start(Class<?> main, List<String> options, List<String> args) throws IOException {
        return of(main, options, args).start();
    }

    /** The exec plugin runs a main class inside Maven's JVM, where only its class loader knows the class path. */
    private static String classPath() {
        if (JavaProcess.class.getClassLoader() instanceof URLClassLoader maven) {
            return Arrays.stream(maven.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }
}
