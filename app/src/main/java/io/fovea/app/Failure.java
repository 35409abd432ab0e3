package io.fovea.app;

/** An error that the user can fix: exit code 1. The message says what to do. */
final class Failure extends RuntimeException {
    Failure(String message) {
        super(message);
    }
}
