package io.fovea.keras;

import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** An object as it would be read from a file. */
final class WrittenObject {
    private WrittenObject() {}

    static Json of(Map<String, Object> object) {
        return new Json("written", JsonMapper.shared().valueToTree(object));
    }
}
