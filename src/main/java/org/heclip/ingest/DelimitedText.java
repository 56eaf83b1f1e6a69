package org.heclip.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heclip.error.InputException;

/** Tables of tab- or comma-separated text, quoted as RFC 4180 says, a record at a time. */
final class DelimitedText {
    /** More columns than any genome has genes; memory stays bounded by one record. */
    private static final int MAX_FIELDS = 1_000_000;

    private static final int MAX_RECORD_CHARS = 1 << 26;
    private static final int PEEK_CHARS = 1 << 15;

    /**
     * One record.
     *
     * @param line of the file, from 1
     */
    record Line(long line, List<String> fields) {
        String element(int column) {
            return "row " + line + ", column " + (column + 1);
        }
    }

    /** Takes the records of a table, in order; blank lines are left out. */
    interface Receiver {
        void accept(Line line);
    }

    private DelimitedText() {}

    /**
     * Gives each record to {@code receiver}. The separator is a tab when the first line has one, else a comma.
     *
     * @throws InputException for a file that is no such text
     */
    static void forEach(Path file, Receiver receiver) {
        InputText.parse(file, text -> {
            char separator = separator(text);
            CsvRecordHandler handler = CsvRecordHandler.builder()
                    .maxFields(MAX_FIELDS)
                    .maxRecordSize(MAX_RECORD_CHARS)
                    .build();
            CsvReader<CsvRecord> records = CsvReader.builder()
                    .fieldSeparator(separator)
                    .ignoreDifferentFieldCount(true)
                    .build(handler, text);
            for (CsvRecord csv : records) {
                if (csv.getFieldCount() > 1 || !csv.getField(0).isBlank()) {
                    receiver.accept(new Line(csv.getStartingLineNumber(), csv.getFields()));
                }
            }
            return null;
        });
    }

    private static char separator(BufferedReader text) throws IOException {
        text.mark(PEEK_CHARS);
        char found = ',';
        for (int i = 0; i < PEEK_CHARS; i++) {
            int c = text.read();
            if (c < 0 || c == '\n' || c == '\t') {
                found = c == '\t' ? '\t' : found;
                break;
            }
        }
        text.reset();
        return found;
    }
}
