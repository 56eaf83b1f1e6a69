package org.heclip.slide;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Libraries of the system that are used where they are installed and never needed: docs/adr/native-decoders.md. None is looked
 * for when {@code HECLIP_NATIVE} (or the JVM property {@code heclip.native}) is {@code off}.
 */
final class NativeCode {
    private static final String VARIABLE = "HECLIP_NATIVE";
    private static final String PROPERTY = "heclip.native";
    private static final String OFF = "off";

    /** What became of a library: {@code problem} is empty when its functions can be called. */
    record Found(String problem) {
        boolean isUsable() {
            return problem.isEmpty();
        }
    }

    private NativeCode() {}

    static boolean isOff() {
        return OFF.equalsIgnoreCase(System.getProperty(PROPERTY, System.getenv(VARIABLE)));
    }

    /** Binds the native methods of a class to a library, for example {@code openslide}; once for each class. */
    static Found bind(Class<?> calls, String library) {
        try {
            Native.register(calls, NativeLibrary.getInstance(library));
            return new Found("");
        } catch (LinkageError e) {
            // JNA's message has a line for each folder that it looked into
            return new Found(String.valueOf(e.getMessage()).lines().findFirst().orElse("not found"));
        }
    }
}
