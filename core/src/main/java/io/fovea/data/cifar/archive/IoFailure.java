package io.fovea.data.cifar.archive;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** Describes failures of input and output in words: Java's own messages often are only a name. */
public final class IoFailure {
    private IoFailure() {}

    /** Why it failed. */
    public static String of(Exception failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return switch (failure) {
            case UnknownHostException _ -> "no network, or an unknown host: " + message;
            case SocketTimeoutException _ -> "no answer in time (" + message + ")";
            case ConnectException _ -> "no connection (" + message + ")";
            case AccessDeniedException _ -> "no permission for " + message;
            case NoSuchFileException _ -> "there is no " + message;
            case EOFException _ -> "truncated: it ends too early";
            case ZipException _ -> "damaged: " + message;
            default -> message;
        };
    }
}
