package io.fovea.app;

/** What the user typed can't be meant: exit code 2. The message says what was seen and what is allowed. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
