package org.heclip.cli;

/** What a step's exit status means; Nextflow's retry rules are built on it. */
final class ExitCode {
    static final int DONE = 0;
    static final int OUR_FAULT = 1;
    static final int BAD_INPUT = 2;
    /** As the kernel's killer leaves it, so that Nextflow retries with more memory. */
    static final int OUT_OF_MEMORY = 137;

    private ExitCode() {}
}
