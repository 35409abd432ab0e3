package io.fovea.files;

import java.io.IOException;
import java.nio.file.Path;

/** A folder is locked by a process. */
public final class FolderInUseException extends IOException {
    FolderInUseException(Path folder, String holder) {
        super(folder + " is in use by " + holder);
    }
}
