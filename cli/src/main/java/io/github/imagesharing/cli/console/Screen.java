package io.github.imagesharing.cli.console;

import static io.github.imagesharing.spi.Printable.padded;

import com.google.errorprone.annotations.FormatMethod;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.spi.Printable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints what the library returns as text for the user.
 *
 * <p>It answers an image that is called {@code @|red x|@}, {@code %s} or an escape sequence: the colours of a line are those of
 * its format alone, and what is put into it is only ever shown. Shown by {@code HostileNamesTest}.
 */
public final class Screen {

    private final PrintWriter out;
    private final Ansi colours;

    /** A screen on a writer; it has colours if the writer is a stream of this process that shows them. */
    public Screen(PrintWriter out) {
        this.out = out;
        this.colours = StandardStream.isColoured(out) ? Ansi.ON : Ansi.OFF;
    }

    public void heading(String text) {
        say("%n@|bold %s|@", text);
    }

    public void note(String text) {
        say("  @|faint %s|@", text);
    }

    public void image(CvmImage image) {
        say(
                "  %s %s %s %s %3s GiB",
                padded(image.id().value(), 14),
                padded(image.name(), 16),
                padded(image.state().name(), 9),
                padded(image.license().name(), 14),
                image.sizeGiB());
    }

    public void report(ShareReport report) {
        report.changed().forEach(account -> say("  @|green ✓|@ %-14s changed", account));
        report.unchanged().forEach(account -> say("  @|green =|@ %-14s as asked already", account));
        report.failed().forEach((account, cause) -> say("  @|red ✗|@ %-14s %s", account, name(cause)));
        report.unknown().forEach(account -> say("  @|yellow ?|@ %-14s nobody can say", account));
        report.requestIds().forEach(id -> say("    request %s", id));
    }

    public void access(List<SharedAccount> shared) {
        if (shared.isEmpty()) {
            say("  nobody");
        }
        shared.forEach(one -> say("  %-14s since %s", one.account(), one.sharedAt()));
    }

    /** Prints what the library has written in lines. */
    public void lines(String text) {
        text.lines().forEach(line -> say("%s", line));
    }

    /** Why something was refused, who found it, and the request id that support asks for. */
    public void refusal(String what, ImageSharingException refused) {
        say("  @|red ✗|@ %s", what);
        say("    @|bold %s|@: %s", name(refused), refused.getMessage());
        for (Throwable also : refused.getSuppressed()) {
            say("    and %s: %s", name(also), also.getMessage());
        }
        say(
                "    found by %s, %s",
                refused.detectedBy().name().toLowerCase(Locale.ROOT),
                refused.requestId().map(id -> "request " + id).orElse(whatElse(refused)));
    }

    /** One account may be refused without a request, and the others served. */
    private static String whatElse(ImageSharingException refused) {
        boolean isServed =
                refused.report().filter(report -> !report.changed().isEmpty()).isPresent();
        return isServed ? "the other accounts were served" : "no request that changes anything was sent";
    }

    void failed(Exception e) {
        if (e instanceof ImageSharingException refused) {
            refusal("not done", refused);
        } else {
            say("  @|red ✗|@ %s", e.getMessage());
        }
    }

    /** Why something is not as asked, in one line: the cause, and what was found with it. */
    public static String reason(ImageSharingException why) {
        return Stream.concat(Stream.of(why), Arrays.stream(why.getSuppressed()))
                .map(one -> name(one) + ": " + one.getMessage())
                .collect(Collectors.joining("; "));
    }

    /** The type of the exception, with the reason where an image cannot be shared. */
    static String name(Throwable e) {
        String type = e.getClass().getSimpleName();
        return e instanceof ImageNotShareableException kind ? type + " (" + kind.reason() + ")" : type;
    }

    /**
     * Prints a line.
     *
     * @param format as {@link String#format} takes it, with picocli's markup for colours
     * @param args shown as they are: neither markup nor anything else in them acts
     */
    @FormatMethod
    public void say(String format, @Nullable Object... args) {
        Object[] shown = Arrays.stream(args)
                .map(arg -> arg instanceof Number ? arg : Printable.of(String.valueOf(arg)))
                .toArray();
        // The markup is resolved before the arguments are put in, so that none of theirs is.
        out.println(String.format(Locale.ROOT, colours.string(format), shown));
        out.flush();
    }
}
