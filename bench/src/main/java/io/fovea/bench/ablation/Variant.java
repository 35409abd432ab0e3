package io.fovea.bench.ablation;

import java.util.List;

import io.fovea.models.CifarRecipe;

/**
 * A recipe that lacks an ingredient.
 *
 * @param name what is different; no commas
 * @param recipe what is trained
 */
record Variant(String name, CifarRecipe recipe) {
    /** The name of the whole recipe. */
    static final String WHOLE = "the whole recipe";

    /** The whole recipe first, then without each of its ingredients. Views at test time need no training of their own. */
    static List<Variant> of(CifarRecipe recipe) {
        return List.of(
                new Variant(WHOLE, recipe),
                new Variant("without whitening", recipe.whitening(false)),
                new Variant("without Dirac filters", recipe.dirac(false)),
                new Variant("SGD in place of Muon", recipe.muon(false)),
                new Variant("random flip in place of the alternating one",
                        recipe.alternatingFlip(false)),
                new Variant("without translation", recipe.translation(0)),
                new Variant("without label smoothing", recipe.labelSmoothing(0)));
    }
}
