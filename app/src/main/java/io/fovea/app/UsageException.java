package io.fovea.app;

/** Wrong usage: exit code 2. The message says what was seen and what is allowed. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
