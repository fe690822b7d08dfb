/**
 * The switches of Node for a process that runs the embedded database for a test. By default V8 compiles the database's
 * code once more, for speed: that takes a second of the processor, longer than most tests use it.
 */
export const QUICK_START = ['--liftoff-only'];
