package org.heclip.slide;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * Gives a mapping back at once. Java 17 has no other way than this method of {@code sun.misc.Unsafe} (module jdk.unsupported);
 * without it a mapping would last until the garbage collector finds it, and memory would not be bounded.
 */
final class Unmapping {
    private static final Object UNSAFE;
    private static final Method CLEAN;

    static {
        Object unsafe = null;
        Method clean = null;
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            unsafe = field.get(null);
            clean = type.getMethod("invokeCleaner", ByteBuffer.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // isPossible() tells
            clean = null;
        }
        UNSAFE = unsafe;
        CLEAN = clean;
    }

    private Unmapping() {}

    static boolean isPossible() {
        return CLEAN != null;
    }

    /** Nobody may read from {@code mapping} afterwards: the process would end. */
    static void unmap(MappedByteBuffer mapping) {
        try {
            CLEAN.invoke(UNSAFE, mapping);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a mapping cannot be given back", e);
        }
    }
}
