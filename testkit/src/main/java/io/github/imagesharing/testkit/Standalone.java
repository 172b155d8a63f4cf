package io.github.imagesharing.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.actions.Operations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a fake that runs as a process of its own.
 *
 * <p>It answers a fake that outlives the build that started it, and one that serves where nobody knows: it can end with its
 * input, and ends at once where its line could not be printed. Shown by {@code StandaloneTest}.
 *
 * @param port where to listen, 0 for any free port
 * @param images how many images to begin with
 * @param region where these images are; in every region if null
 * @param rates requests per second by action, where not the published ones
 * @param counting how requests are counted
 * @param stranger what part of the rates a stranger uses
 * @param copying how many seconds a copy of an image takes
 * @param untilInputEnds whether the end of standard input ends it
 */
record Standalone(
        int port,
        int images,
        @Nullable Region region,
        Map<String, Integer> rates,
        RequestCounting counting,
        double stranger,
        int copying,
        boolean untilInputEnds) {

    private static final String HELP = """
            usage: FakeTencentCloud [--port N] [--images N] [--region REGION] [--rate ACTION=N]... [--counting WAY]
                       [--stranger PART] [--copying SECONDS] [--until-input-ends]

            Serves a fake cloud on this machine, for clients in any language, until it is killed. Prints one line of JSON:
            endpoint, secretId, secretKey, and the ids of its images.

              --port N            where to listen (0: any free port)
              --images N          how many images to begin with (0)
              --region REGION     the one region in which they are; without it they are in every region
              --rate ACTION=N     requests per second, for example cvm:DescribeImages=5 (the published rates)
              --counting WAY      how requests are counted: %s
              --stranger PART     what part of the rates another program uses (0)
              --copying SECONDS   how long a copy of an image takes (0)
              --until-input-ends  ends when standard input does, for example with the program that started it

            Example: FakeTencentCloud --port 8080 --images 3 --region ap-guangzhou
            """.formatted(String.join(", ", ways().keySet()));

    static void run(String... args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        try {
            // Its threads keep the process alive.
            start(out, args);
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + "; --help says what there is");
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    private static void exit(int code, @Nullable String why) {
        System.err.println(why);
        System.exit(code);
    }

    /**
     * Starts the cloud of a command line and prints its line; or prints the help, if that is asked for.
     *
     * @return which counts down when the cloud has ended
     */
    static CountDownLatch start(PrintWriter out, String... args) throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        if (List.of(args).contains("--help")) {
            print(out, HELP.stripTrailing());
            ended.countDown();
            return ended;
        }
        Standalone options = parse(args);
        FakeTencentCloud cloud = options.start();
        try {
            print(out, options.filled(cloud).toString());
        } catch (IOException e) {
            cloud.close();
            throw e;
        }
        if (options.untilInputEnds) {
            endWithInput(cloud, ended);
        }
        return ended;
    }

    private static void print(PrintWriter out, String text) throws IOException {
        out.println(text);
        if (out.checkError()) {
            throw new IOException("standard output could not be written");
        }
    }

    /** On a thread of its own, because a read of standard input cannot be interrupted. */
    private static void endWithInput(FakeTencentCloud cloud, CountDownLatch ended) {
        Thread reader = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // An input that cannot be read has ended, too.
                    }
                    cloud.close();
                    ended.countDown();
                },
                "fake-tencent-cloud-input");
        reader.setDaemon(true);
        reader.start();
    }

    static Standalone parse(String... args) {
        int port = 0;
        int images = 0;
        Region region = null;
        Map<String, Integer> rates = new LinkedHashMap<>();
        RequestCounting counting = RequestCounting.SLIDING_WINDOW;
        double stranger = 0;
        int copying = 0;
        boolean untilInputEnds = false;
        for (Iterator<String> words = List.of(args).iterator(); words.hasNext(); ) {
            String option = words.next();
            switch (option) {
                case "--port" -> port = number(option, value(option, words), 0, 65_535);
                case "--images" -> images = number(option, value(option, words), 0, 100_000);
                case "--region" -> region = Region.of(value(option, words));
                case "--rate" -> {
                    String value = value(option, words);
                    int equals = value.lastIndexOf('=');
                    String action = Operations.requireKnown(value.substring(0, Math.max(equals, 0)));
                    rates.put(action, number(option, value.substring(equals + 1), 1, 1_000_000));
                }
                case "--counting" -> counting = counting(option, value(option, words));
                case "--stranger" -> stranger = part(option, value(option, words));
                case "--copying" -> copying = number(option, value(option, words), 0, 86_400);
                case "--until-input-ends" -> untilInputEnds = true;
                default -> throw new IllegalArgumentException(option + ": unknown option");
            }
        }
        return new Standalone(port, images, region, rates, counting, stranger, copying, untilInputEnds);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + ": its value is missing");
        }
        return words.next();
    }

    private FakeTencentCloud start() throws IOException {
        try {
            return FakeTencentCloud.start(port);
        } catch (UncheckedIOException e) {
            throw new IOException("--port " + port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    /** Fills the cloud and gives the line to print. */
    JsonObject filled(FakeTencentCloud cloud) {
        rates.forEach(cloud::rate);
        cloud.counting(counting);
        cloud.strangerUses(stranger);
        cloud.copying(Duration.ofSeconds(copying));
        JsonObject line = new JsonObject();
        line.addProperty("endpoint", cloud.endpoint().toString());
        line.addProperty("secretId", cloud.secretId());
        line.addProperty("secretKey", cloud.secretKey());
        JsonArray ids = new JsonArray();
        images(cloud).forEach(id -> ids.add(id.value()));
        line.add("images", ids);
        return line;
    }

    private List<ImageId> images(FakeTencentCloud cloud) {
        Region only = region;
        return only == null
                ? cloud.addImages(images)
                : IntStream.range(0, images)
                        .mapToObj(i -> cloud.addImage(image -> image.region(only)))
                        .toList();
    }

    private static Map<String, RequestCounting> ways() {
        Map<String, RequestCounting> ways = new LinkedHashMap<>();
        for (RequestCounting way : RequestCounting.values()) {
            ways.put(way.name().toLowerCase(Locale.ROOT).replace('_', '-'), way);
        }
        return ways;
    }

    private static RequestCounting counting(String option, String value) {
        RequestCounting way = ways().get(value);
        if (way == null) {
            throw new IllegalArgumentException(option + " " + value + ": one of " + ways().keySet());
        }
        return way;
    }

    private static double part(String option, String value) {
        try {
            return Bounds.part(option, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " " + value + ": from 0 to less than 1", e);
        }
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the refusal
        }
        throw new IllegalArgumentException(option + " " + value + ": a number from " + least + " to " + most);
    }
}
