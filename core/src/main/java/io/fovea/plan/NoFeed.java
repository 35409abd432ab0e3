package io.fovea.plan;

/** What a plan reads from while it is not running. */
enum NoFeed implements Feed {
    INSTANCE;

    private static IllegalStateException refused() {
        return new IllegalStateException("the plan is not running, so there are no samples");
    }

    @Override
    public void input(int input, int sample, float[] into) {
        throw refused();
    }

    @Override
    public void target(int output, int sample, float[] into) {
        throw refused();
    }
}
