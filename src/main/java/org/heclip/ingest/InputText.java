package org.heclip.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.heclip.error.InputException;

/** Text files, plain or gzipped, read as strict UTF-8; what is wrong with the file itself becomes an InputException. */
final class InputText {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Makes a value of a text. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(BufferedReader text) throws IOException;
    }

    private InputText() {}

    /** @throws InputException for a file that is missing, no text, or damaged, and what the parser throws */
    static <T> T parse(Path file, Parser<T> parser) {
        try (InputStream bytes = open(file);
                BufferedReader text = new BufferedReader(
                        new InputStreamReader(
                                bytes,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT)),
                        BUFFER)) {
            skipByteOrderMark(text);
            return parser.parse(text);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw problem(file, e);
        }
    }

    private static InputException problem(Path file, Exception e) {
        // FastCSV wraps what the stream below it throws
        Throwable cause = !(e instanceof IOException) && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof NoSuchFileException) {
            return new InputException(file, "file", "found none, expected it to exist", e);
        } else if (cause instanceof ZipException || cause instanceof EOFException) {
            return new InputException(file, "gzip", "found damaged or cut-off data: " + cause.getMessage(), e);
        } else if (cause instanceof CharacterCodingException) {
            return new InputException(file, "encoding", "found bytes that are not UTF-8, expected UTF-8 text", e);
        }
        return new InputException(file, "text", "cannot be read: " + cause.getMessage(), e);
    }

    /** Gzip is told by the first bytes; a name that promises it must hold it. */
    private static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            if (magic == GZIP_MAGIC) {
                return new GZIPInputStream(bytes, BUFFER);
            }
            if (file.toString().endsWith(".gz")) {
                throw new InputException(file, "gzip", "found no gzip header, expected one as the name ends in .gz");
            }
            return bytes;
        } catch (IOException | InputException e) {
            bytes.close();
            throw e;
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }
}
