package org.heclip.h5ad;

import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/**
 * Record arrays: entries of several named values, as uns may hold them and as anndata before 0.7 stored obs, var, obsm and
 * varm.
 */
final class RecordReader {
    private RecordReader() {}

    static boolean isRecords(H5adElement element) {
        return !element.isGroup() && element.guarded(element.dataset()::getDataType) instanceof CompoundDataType;
    }

    /** The members by name, each {@code [record]} or, where a member is itself an array, {@code [record][...]}. */
    static Map<String, Hdf5Array> read(H5adElement element) {
        // refuses what claims more than the file can hold
        ArrayReader claimed = new ArrayReader(element);
        if (claimed.shape().length > 1) {
            throw element.fail("holds records of " + claimed.shape().length + " axes, expected 1");
        }
        CompoundDataType type = (CompoundDataType) element.guarded(element.dataset()::getDataType);
        Object data = claimed.size() == 0 ? Map.of() : element.guarded(element.dataset()::getData);
        Map<String, Hdf5Array> members = new LinkedHashMap<>();
        for (CompoundDataMember member : type.getMembers()) {
            Object values = ((Map<?, ?>) data).get(member.getName());
            members.put(member.getName(), element.guarded(() -> array(element, claimed.size(), member, values)));
        }
        return members;
    }

    private static Hdf5Array array(H5adElement element, int records, CompoundDataMember member, Object values) {
        DataType type =
                member.getDataType() instanceof ArrayDataType inner ? inner.getBaseType() : member.getDataType();
        Hdf5Type stored = stored(element, member.getName(), type);
        if (values == null) {
            return Hdf5Array.empty(stored);
        }
        int width = width(values, records);
        Hdf5Array empty = Hdf5Array.empty(stored);
        Object flat = Array.newInstance(empty.values().getClass().getComponentType(), records * width);
        for (int r = 0; r < records; r++) {
            Object entry = values.getClass().isArray() ? Array.get(values, r) : values;
            for (int i = 0; i < width; i++) {
                Object value = entry != null && entry.getClass().isArray() ? Array.get(entry, i) : entry;
                Array.set(flat, r * width + i, narrowed(stored, value));
            }
        }
        boolean plain = !(member.getDataType() instanceof ArrayDataType);
        return new Hdf5Array(stored, plain ? new int[] {records} : new int[] {records, width}, flat);
    }

    private static int width(Object values, int records) {
        if (!values.getClass().isArray() || records == 0) {
            return 1;
        }
        Object first = Array.get(values, 0);
        return first != null && first.getClass().isArray() ? Array.getLength(first) : 1;
    }

    private static Hdf5Type stored(H5adElement element, String name, DataType type) {
        if (type instanceof FloatingPoint && type.getSize() >= 4) {
            return type.getSize() == 8 ? Hdf5Type.FLOAT64 : Hdf5Type.FLOAT32;
        } else if (type instanceof FixedPoint integer) {
            return Hdf5Type.valueOf((integer.isSigned() ? "INT" : "UINT") + 8 * type.getSize());
        } else if (type instanceof EnumDataType) {
            return Hdf5Type.BOOL;
        } else if (type.getJavaType() == String.class) {
            return Hdf5Type.STRING;
        }
        throw element.fail("member '" + name + "' has the type "
                + type.getClass().getSimpleName() + ", expected numbers, booleans or text");
    }

    /** jHDF widens unsigned integers; their bits are what is kept. */
    private static Object narrowed(Hdf5Type stored, Object value) {
        return switch (stored) {
            case UINT8, INT8 -> ((Number) value).byteValue();
            case UINT16, INT16 -> ((Number) value).shortValue();
            case UINT32, INT32 -> ((Number) value).intValue();
            case UINT64, INT64 -> ((Number) value).longValue();
            case FLOAT32 -> ((Number) value).floatValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            case BOOL -> value.equals("TRUE");
            default -> value.toString();
        };
    }
}
