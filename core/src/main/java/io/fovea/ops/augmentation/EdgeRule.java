package io.fovea.ops.augmentation;

/** What lies beyond the edges of an image, along one axis; as TensorFlow's ImageProjectiveTransformV3 has it. */
public enum EdgeRule {
    /** The image mirrored, the outermost pixel included: {@code d c b a | a b c d | d c b a}. */
    REFLECT {
        @Override
        float place(float at, int length) {
            if (length <= 1) {
                return 0;
            }
            float period = 2f * length;
            float in = at;
            if (at < 0) {
                in += period * (int) (-at / period);
                in = in < -length ? in + period : -in - 1;
            } else if (at > length - 1) {
                in -= period * (int) (at / period);
                in = in >= length ? period - in - 1 : in;
            }
            return clamp(in, length);
        }
    },
    /** The image again: {@code a b c d | a b c d | a b c d}. */
    WRAP {
        @Override
        float place(float at, int length) {
            if (length <= 1) {
                return 0;
            }
            float in = at;
            if (at < 0) {
                in += (float) length * ((int) (-at / (length - 1)) + 1);
            } else if (at > length - 1) {
                in -= (float) length * (int) (at / (length - 1));
            }
            return clamp(in, length);
        }
    },
    /** A constant number. */
    CONSTANT {
        @Override
        float place(float at, int length) {
            return at;
        }
    },
    /** The outermost pixel: {@code a a a a | a b c d | d d d d}. */
    NEAREST {
        @Override
        float place(float at, int length) {
            return clamp(at, length);
        }
    };

    /** Where in the image the pixels are that lie at {@code at}; still outside for a constant. */
    abstract float place(float at, int length);

    private static float clamp(float at, int length) {
        return Math.min(Math.max(at, 0), length - 1);
    }
}
