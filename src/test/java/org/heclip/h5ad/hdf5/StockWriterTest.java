package org.heclip.h5ad.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why this package is: each need here fails with jHDF's own writer (0.13.0) and holds with ours. When one fails, try it again. */
class StockWriterTest {
    @TempDir
    private Path folder;

    private Path stock;
    private Path ours;

    @BeforeEach
    void setUp() {
        stock = folder.resolve("stock.h5");
        ours = folder.resolve("ours.h5");
    }

    @Test
    void anAttributeBeyond64KilobytesMakesStockFilesUnreadable() throws IOException {
        String[] order = IntStream.range(0, 6000).mapToObj(i -> "column_" + i).toArray(String[]::new);
        try (WritableHdfFile file = HdfFile.write(stock)) {
            file.putGroup("obs").putAttribute("column-order", order); // no complaint
        }
        try (HdfFile file = new HdfFile(stock)) {
            assertThrows(HdfException.class, () -> file.getChild("obs"));
        }
        try (Hdf5Writer writer = new Hdf5Writer(ours)) {
            long obs = writer.group(Map.of(), Map.of("column-order", Hdf5Array.of(order)));
            writer.finish(writer.group(Map.of("obs", obs), Map.of()));
        }
        try (HdfFile file = new HdfFile(ours)) {
            assertArrayEquals(order, (String[])
                    ((Group) file.getChild("obs")).getAttribute("column-order").getData());
        }
    }

    @Test
    void stockFilesCannotHoldEmptyArrays() throws IOException {
        assertThrows(RuntimeException.class, () -> {
            try (WritableHdfFile file = HdfFile.write(stock)) {
                file.putDataset("nothing", new int[0]);
            }
        });
        write(Hdf5Array.of(new int[0]));
        try (HdfFile file = new HdfFile(ours)) {
            assertArrayEquals(new int[] {0}, file.getDatasetByPath("data").getDimensions());
        }
    }

    @Test
    void stockFilesHoldBooleansAndTextAsNumpyDoesNot() throws IOException {
        try (WritableHdfFile file = HdfFile.write(stock)) {
            file.putDataset("flags", new boolean[] {true, false});
            file.putDataset("texts", new String[] {"a", "bb"});
        }
        try (HdfFile file = new HdfFile(stock)) {
            assertEquals(
                    "BitField",
                    file.getDatasetByPath("flags").getDataType().getClass().getSimpleName());
            assertInstanceOf(StringData.class, file.getDatasetByPath("texts").getDataType());
        }
        write(Hdf5Array.of(new boolean[] {true, false}));
        try (HdfFile file = new HdfFile(ours)) {
            assertInstanceOf(EnumDataType.class, file.getDatasetByPath("data").getDataType());
        }
        write(Hdf5Array.of(new String[] {"a", "bb"}));
        try (HdfFile file = new HdfFile(ours)) {
            assertInstanceOf(VariableLength.class, file.getDatasetByPath("data").getDataType());
        }
    }

    private void write(Hdf5Array data) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(ours)) {
            writer.finish(writer.group(Map.of("data", writer.dataset(data, Map.of())), Map.of()));
        }
    }
}
