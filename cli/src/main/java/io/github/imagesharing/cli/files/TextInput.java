package io.github.imagesharing.cli.files;

import io.github.imagesharing.spi.Printable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of a file, or of standard input where the file is called {@code -}: UTF-8 or UTF-16, with or without a byte-order
 * mark. Anything else is refused with the file, the line and what it seems to be.
 *
 * <p>It answers files of other systems: a comment in GBK ended in {@code Input length = 1}, and what a Windows shell writes
 * is UTF-16. It also knows how the text ends, by which a reader can tell that it was cut off. What is read is not kept, so a
 * file that never ends is refused at its limit. Shown by {@code TextInputTest}.
 *
 * <p>Not thread-safe.
 */
public final class TextInput extends Reader {

    /** An audit of 1,000 images and 500 accounts in its longest spelling has as many. */
    private static final int LONGEST = 1 << 26;

    /** All of them on one line, as JSON may have them. */
    private static final int LONGEST_LINE = 1 << 24;

    private static final int HEAD = 4096;
    private static final int BUFFER = 1 << 16;

    private final String source;
    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer text = CharBuffer.allocate(BUFFER).flip();
    private final CharsetDecoder decoder;
    private boolean ended;

    private long length;
    private long line = 1;
    private int lineLength;
    private char last = '\n';
    private char lastVisible = ' ';
    private boolean comment;

    private TextInput(String source, InputStream in) throws IOException {
        this.source = source;
        this.in = in;
        byte[] head = in.readNBytes(HEAD);
        String other = Encoding.noText(head);
        if (other != null) {
            throw new FileRefusedException(source, "it is no text; it seems to be " + other);
        }
        Encoding encoding = Encoding.of(head);
        this.decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        bytes.put(head, encoding.byteOrderMark(), head.length - encoding.byteOrderMark())
                .flip();
    }

    public static TextInput open(Path file) throws IOException {
        boolean standardInput = file.toString().equals("-");
        String source = standardInput ? "standard input" : Printable.of(file.toString());
        InputStream in = standardInput ? standardInput() : opened(file, source);
        try {
            return new TextInput(source, in);
        } catch (IOException e) {
            in.close();
            throw named(source, e);
        } catch (FileRefusedException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream opened(Path file, String source) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(source + ": it is a folder");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw named(source, e);
        }
    }

    /** It belongs to the process and stays open. */
    private static InputStream standardInput() {
        return new FilterInputStream(System.in) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return in.read(into, from, most);
            }

            @Override
            public void close() {}
        };
    }

    private static IOException named(String source, IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return new IOException(source + ": there is no such file", failed);
        }
        return failed instanceof AccessDeniedException
                ? new IOException(source + ": it may not be read", failed)
                : new IOException(source + ": it cannot be read: " + Printable.of(failed.getMessage()), failed);
    }

    /** The file as messages name it. */
    public String source() {
        return source;
    }

    /** Once all is read: whether nothing follows the last line end, so that no line was cut. */
    public boolean endsWithALineEnd() {
        return last == '\n' || last == '\r';
    }

    /** Once all is read: whether the last line ends in a closing bracket or in a comment, which a cut would not leave. */
    public boolean endsWithABracketOrAComment() {
        return comment || lastVisible == ']' || lastVisible == '}';
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
        while (!text.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int some = Math.min(most, text.remaining());
        text.get(into, from, some);
        return some;
    }

    private void decodeMore() throws IOException {
        text.clear();
        CoderResult result = decoder.decode(bytes, text, false);
        if (result.isUnderflow()) {
            bytes.compact();
            int more = more();
            bytes.flip();
            if (more < 0) {
                ended = true;
                result = decoder.decode(bytes, text, true);
            }
        }
        text.flip();
        follow();
        if (result.isError()) {
            throw new FileRefusedException(source, line, problem());
        }
        if (lineLength > LONGEST_LINE) {
            throw new FileRefusedException(source, line, "it has more than " + LONGEST_LINE + " characters");
        }
        if (length > LONGEST) {
            throw new FileRefusedException(
                    source, "it has more than " + LONGEST + " characters; 1,000 images of 500 accounts need fewer");
        }
    }

    private int more() throws IOException {
        try {
            int more = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(more, 0));
            return more;
        } catch (IOException e) {
            throw named(source, e);
        }
    }

    private void follow() {
        for (int i = text.position(); i < text.limit(); i++) {
            char next = text.get(i);
            if (next == '\r' || next == '\n') {
                line += next == '\n' && last == '\r' ? 0 : 1;
                comment = false;
                lineLength = 0;
            } else if (next == '#' && Character.isWhitespace(last)) {
                comment = true;
            }
            lastVisible = Character.isWhitespace(next) ? lastVisible : next;
            last = next;
            lineLength++;
        }
        length += text.remaining();
    }

    private String problem() {
        byte[] rest = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        if (!decoder.charset().equals(StandardCharsets.UTF_8)) {
            return "it is not valid " + decoder.charset() + ": it was cut off, or is another encoding";
        }
        if (ended && Encoding.isBeginningOfACharacter(rest)) {
            return "it ends within a character: it was cut off, or is not UTF-8";
        }
        return "it is not UTF-8; it seems to be " + Encoding.guess(rest) + ": save it as UTF-8";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
