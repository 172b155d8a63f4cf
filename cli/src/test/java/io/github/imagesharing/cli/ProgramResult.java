package io.github.imagesharing.cli;

import io.github.imagesharing.cli.console.Launch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;

/** The exit code and the output of a program that ran in this JVM. */
record ProgramResult(int exit, String out, String err) {

    static ProgramResult of(Callable<Integer> program, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Launch.commandLine(program)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new ProgramResult(exit, out.toString(), err.toString());
    }
}
