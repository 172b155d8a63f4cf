package io.github.imagesharing.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.actions.Operations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The command line of a fake that runs as a process of its own.
 *
 * @param port where to listen, 0 for any free port
 * @param images how many images to begin with
 * @param rates requests per second by action, where not the published ones
 * @param counting how requests are counted
 * @param stranger what part of the rates a stranger uses
 * @param copying how many seconds a copy of an image takes
 */
record Standalone(
        int port, int images, Map<String, Integer> rates, RequestCounting counting, double stranger, int copying) {

    private static final String USAGE = "usage: FakeTencentCloud [--port N] [--images N] [--rate ACTION=N]..."
            + " [--counting WAY] [--stranger PART] [--copying SECONDS]\n  ";

    static void run(String... args) {
        Standalone options;
        try {
            options = parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(USAGE + e.getMessage());
            System.exit(2);
            return;
        }
        System.out.println(options.start());
        System.out.flush();
    }

    static Standalone parse(String... args) {
        int port = 0;
        int images = 0;
        Map<String, Integer> rates = new LinkedHashMap<>();
        RequestCounting counting = RequestCounting.SLIDING_WINDOW;
        double stranger = 0;
        int copying = 0;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": unknown, or its value is missing");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--port" -> port = number(args[i], value, 0, 65_535);
                case "--images" -> images = number(args[i], value, 0, 100_000);
                case "--rate" -> {
                    int equals = value.lastIndexOf('=');
                    String action = Operations.requireKnown(value.substring(0, Math.max(equals, 0)));
                    rates.put(action, number(args[i], value.substring(equals + 1), 1, 1_000_000));
                }
                case "--counting" -> counting = counting(args[i], value);
                case "--stranger" -> stranger = part(args[i], value);
                case "--copying" -> copying = number(args[i], value, 0, 86_400);
                default -> throw new IllegalArgumentException(args[i] + ": unknown option");
            }
        }
        return new Standalone(port, images, rates, counting, stranger, copying);
    }

    /** Starts the cloud, whose threads keep the process alive, and returns the line to print. */
    private JsonObject start() {
        FakeTencentCloud cloud = FakeTencentCloud.start(port);
        rates.forEach(cloud::rate);
        cloud.counting(counting);
        cloud.strangerUses(stranger);
        cloud.copying(Duration.ofSeconds(copying));
        JsonObject line = new JsonObject();
        line.addProperty("endpoint", cloud.endpoint().toString());
        line.addProperty("secretId", cloud.secretId());
        line.addProperty("secretKey", cloud.secretKey());
        JsonArray ids = new JsonArray();
        cloud.addImages(images).forEach(id -> ids.add(id.value()));
        line.add("images", ids);
        return line;
    }

    private static RequestCounting counting(String option, String value) {
        Map<String, RequestCounting> ways = new LinkedHashMap<>();
        for (RequestCounting way : RequestCounting.values()) {
            ways.put(way.name().toLowerCase(Locale.ROOT).replace('_', '-'), way);
        }
        RequestCounting way = ways.get(value);
        if (way == null) {
            throw new IllegalArgumentException(option + " " + value + ": one of " + ways.keySet());
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
