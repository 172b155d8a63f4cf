package io.github.imagesharing.cli;

import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The exit code and the output of the program that ran in this JVM. */
record ProgramResult(int exit, String out, String err) {

    /** {@return both outputs} */
    String said() {
        return out + err;
    }

    /** Runs a command on its embedded cloud as fast as that lets it, with nobody to ask. */
    static ProgramResult fake(String command, String... args) {
        return fake(TestSurroundings.bare(), command, args);
    }

    /** The same where somebody is there. */
    static ProgramResult fake(Surroundings surroundings, String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.add("--fake");
        all.addAll(List.of(args));
        return of(surroundings, all.toArray(String[]::new));
    }

    static ProgramResult of(Surroundings surroundings, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Launch.run(
                ImageSharingProgram.commandLine(surroundings),
                surroundings,
                new PrintWriter(out),
                new PrintWriter(err),
                args);
        return new ProgramResult(exit, out.toString(), err.toString());
    }
}
