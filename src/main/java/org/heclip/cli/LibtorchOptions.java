package org.heclip.cli;

import org.heclip.model.Libtorch;
import picocli.CommandLine.Option;

/** Where and how libtorch computes, alike in all steps that use it. */
final class LibtorchOptions {
    @Option(names = "--threads", defaultValue = "1", paramLabel = "N", description = "Threads of libtorch.")
    private int threads;

    @Option(names = "--device", defaultValue = "auto", paramLabel = "NAME", description = "auto, cpu or gpu.")
    private String device;

    int threads() {
        return threads;
    }

    String device() {
        return device;
    }

    /** @throws org.heclip.error.InputException when the device is not there */
    Libtorch start() {
        return Libtorch.start(threads, device);
    }
}
