package io.github.imagesharing.cli.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the text of a file is encoded, as its first bytes tell. */
record Encoding(Charset charset, int byteOrderMark) {

    /** UTF-8 unless a byte-order mark, or the zero bytes of letters and digits, nearly all on one side, say UTF-16. */
    static Encoding of(byte[] head) {
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        if (begins(head, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(head, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                even += (i + 1) % 2;
                odd += i % 2;
            }
        }
        if (odd > head.length / 8 && odd > 4 * even) {
            return new Encoding(StandardCharsets.UTF_16LE, 0);
        }
        if (even > head.length / 8 && even > 4 * odd) {
            return new Encoding(StandardCharsets.UTF_16BE, 0);
        }
        return new Encoding(StandardCharsets.UTF_8, 0);
    }

    /** What a file is that is no text at all, or null. */
    static @Nullable String noText(byte[] head) {
        if (begins(head, 'P', 'K', 3, 4)) {
            return "a workbook of a spreadsheet (.xlsx) or another ZIP archive";
        }
        if (begins(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "a workbook of an old spreadsheet (.xls)";
        }
        if (begins(head, 0x1F, 0x8B)) {
            return "compressed with gzip";
        }
        return begins(head, 0xFF, 0xFE, 0, 0) || begins(head, 0, 0, 0xFE, 0xFF) ? "UTF-32" : null;
    }

    /**
     * What bytes seem to be that are not UTF-8. In GBK most bytes above 0x80 stand in pairs, in Latin-1 most stand alone
     * between letters.
     */
    static String guess(byte[] rest) {
        int pairs = 0;
        int alone = 0;
        for (int i = 0; i < rest.length; i++) {
            if (rest[i] < 0) {
                if (i + 1 < rest.length && rest[i + 1] < 0) {
                    pairs++;
                    i++;
                } else {
                    alone++;
                }
            }
        }
        return pairs > alone
                ? "GBK or GB18030 (or another encoding of Chinese, Japanese or Korean)"
                : "Latin-1 or Windows-1252";
    }

    /** Whether the bytes are one character of UTF-8 whose end is missing. */
    static boolean isBeginningOfACharacter(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return bytes.length < 4 && (bytes[0] & 0xC0) == 0xC0;
    }

    private static boolean begins(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
