package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** The tags of one image of a TIFF or BigTIFF (TIFF 6.0, section 2). A tag that is damaged counts as absent. */
final class TiffDirectory {
    private final Directory tags;
    private final ByteOrder order;

    private TiffDirectory(Directory tags, ByteOrder order) {
        this.tags = tags;
        this.order = order;
    }

    /** The images of a stream at its start, without the levels that an image keeps below itself; EXIF blocks are such streams too. */
    static List<TiffDirectory> read(ImageInputStream in) throws IOException {
        Directory all = new TIFFReader().read(in);
        List<TiffDirectory> images = new ArrayList<>();
        if (all instanceof CompoundDirectory several) {
            for (int i = 0; i < several.directoryCount(); i++) {
                images.add(new TiffDirectory(several.getDirectory(i), in.getByteOrder()));
            }
        } else {
            images.add(new TiffDirectory(all, in.getByteOrder()));
        }
        return images;
    }

    /** The smaller levels that this image keeps below itself (SubIFDs; TIFF technical note 1). */
    List<TiffDirectory> children() {
        Object value = value(TIFF.TAG_SUB_IFD);
        if (value instanceof Directory one) {
            return List.of(new TiffDirectory(one, order));
        } else if (value instanceof Directory[] several) {
            return Arrays.stream(several)
                    .map(each -> new TiffDirectory(each, order))
                    .toList();
        }
        return List.of();
    }

    ByteOrder order() {
        return order;
    }

    /** A number, or the first of several. */
    Optional<Double> number(int tag) {
        Object value = value(tag);
        Object first =
                value != null && value.getClass().isArray() && Array.getLength(value) > 0 ? Array.get(value, 0) : value;
        return first instanceof Number n ? Optional.of(n.doubleValue()) : Optional.empty();
    }

    int integer(int tag, int absent) {
        Optional<Double> found = number(tag);
        return found.isPresent() ? found.get().intValue() : absent;
    }

    /** All numbers of a tag; empty when there are none. */
    long[] integers(int tag) {
        Object value = value(tag);
        if (value instanceof Number n) {
            return new long[] {n.longValue()};
        } else if (value == null || !value.getClass().isArray()) {
            return new long[0];
        }
        long[] numbers = new long[Array.getLength(value)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Array.get(value, i) instanceof Number n ? n.longValue() : -1;
        }
        return numbers;
    }

    byte[] bytes(int tag) {
        return value(tag) instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** Text; of several the first. Beyond ASCII its letters are lost. */
    String text(int tag) {
        Object value = value(tag);
        if (value instanceof String[] several) {
            return several.length == 0 ? "" : several[0];
        }
        return value instanceof String text ? text : "";
    }

    int width() {
        return integer(TIFF.TAG_IMAGE_WIDTH, 0);
    }

    int height() {
        return integer(TIFF.TAG_IMAGE_HEIGHT, 0);
    }

    long area() {
        return (long) width() * height();
    }

    /** 1 for upright, up to 8; 0 is written by some software for "not known". */
    int orientation() {
        int stated = integer(TIFF.TAG_ORIENTATION, 1);
        return stated == 0 ? 1 : stated;
    }

    private Object value(int tag) {
        Entry entry = tags.getEntryById(tag);
        return entry == null ? null : entry.getValue();
    }
}
