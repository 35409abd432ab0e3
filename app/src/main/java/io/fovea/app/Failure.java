package io.fovea.app;

/** Something that a user can put right, found by the command itself: exit code 1. The message says what to do. */
final class Failure extends RuntimeException {
    Failure(String message) {
        super(message);
    }
}
