package io.github.imagesharing.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class in a new JVM with the class path of this one. */
public final class JavaProcess {

    private JavaProcess() {}

    public static ProcessBuilder of(Class<?> main, List<String> options, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
