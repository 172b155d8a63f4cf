package io.github.imagesharing.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the program in a new JVM with the class path of this one. */
public final class JavaProcess {

    private JavaProcess() {}

    public static ProcessBuilder of(List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.home=/nowhere"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ImageSharingProgram.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
