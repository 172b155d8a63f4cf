package io.github.imagesharing.cli.files;

import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;

/**
 * Writes a report so that its file is either the one of before or the whole new one.
 *
 * <p>It answers the full disk that leaves half a report where a good one was. The text is written to a file beside it, which
 * takes its place when all is on the disk; a symbolic link stays, and so do the permissions of the older file. A device or a
 * pipe, such as {@code /dev/stdout}, is written to directly. Shown by {@code ReportFileTest}.
 *
 * <p>Stateless. Where two runs write the same file, the later one stays.
 */
public final class ReportFile {

    private static final int MOST_LINKS = 40;
    private static final SecureRandom NAMES = new SecureRandom();

    private ReportFile() {}

    /**
     * Writes a file.
     *
     * @throws IOException if it cannot be written; a file that was there is as before, and the message names it
     */
    public static void write(Path file, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            Path target = target(file);
            if (isStream(target)) {
                try (OutputStream out =
                        Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                    out.write(bytes);
                }
            } else {
                replace(target, bytes);
            }
        } catch (IOException e) {
            throw new IOException(
                    Printable.of(file.toString()) + " cannot be written: " + Printable.of(e.toString()), e);
        }
    }

    /** The file to which symbolic links lead, whether or not it is there. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target) && !isOpened(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("its symbolic links lead nowhere");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static boolean isStream(Path target) {
        return isOpened(target) || (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target));
    }

    /** Also where it is a file that the shell has opened as standard output: what is written later must not go astray. */
    private static boolean isOpened(Path file) {
        return file.startsWith("/proc") || file.startsWith("/dev/fd");
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        if (!Files.isDirectory(target.resolveSibling(""))) {
            throw new IOException("its folder is not there");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("it is write-protected");
        }
        Path fresh = target.resolveSibling(
                target.getFileName() + "." + Long.toUnsignedString(NAMES.nextLong(), 36) + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                keepPermissions(target, fresh);
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            move(fresh, target);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null && Files.exists(from)) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    private static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
