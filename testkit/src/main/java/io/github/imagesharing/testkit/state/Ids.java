package io.github.imagesharing.testkit.state;

/** Makes ids that look real, the same ones in every run. */
public final class Ids {

    private static final long ALL = 2_821_109_907_456L; // 36 to the 8th
    private static final long STRIDE = 1_822_837_804_553L; // shares no factor with 36, so no id comes twice

    private Ids() {}

    public static String image(long number) {
        return "img-" + text(number);
    }

    public static String blueprint(long number) {
        return "lhbp-" + text(number);
    }

    static String snapshot(long number, int index) {
        return "snap-" + text(number * 16 + index);
    }

    private static String text(long number) {
        // The product overflows beyond three hundred thousand images (a snapshot has 16 times the number of its image).
        String digits = Long.toString(Math.floorMod(number * STRIDE, ALL), 36);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
