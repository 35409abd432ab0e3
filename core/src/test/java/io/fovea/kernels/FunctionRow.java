package io.fovea.kernels;

import static io.fovea.kernels.Expression.A;
import static io.fovea.kernels.Expression.B;
import static io.fovea.kernels.Expression.C;
import static io.fovea.kernels.Expression.D;
import static io.fovea.kernels.Expression.FOUR;
import static io.fovea.kernels.Expression.HALF;
import static io.fovea.kernels.Expression.ONE;
import static io.fovea.kernels.Expression.TWO;
import static io.fovea.kernels.Expression.X;
import static io.fovea.kernels.Expression.ZERO;
import static io.fovea.kernels.Expression.constant;

import java.util.List;
import java.util.function.Function;

/**
 * An elementwise function and its gradient, written once for floats and for vectors.
 *
 * @param name the constant of {@link ElementwiseActivation} in camel case
 * @param file the class of its vector loops
 * @param value f(x)
 * @param gradient d f', where x is the output if {@link ElementwiseActivation#gradientFromOutput()}, else the input
 */
record FunctionRow(
        String name, String file, Function<FunctionBody, Expression> value,
        Function<FunctionBody, Expression> gradient) {
    static final String PIECEWISE = "VectorPiecewise";
    static final String EXPONENTIALS = "VectorExponentials";
    static final String LOGARITHMS = "VectorLogarithms";
    static final String POWERS = "VectorPowers";

    private static final Expression DENSITY = constant("Exponential", "DENSITY");
    private static final Expression GELU_SLOPE = constant("Exponential", "GELU_SLOPE");
    private static final Expression GELU_CUBE = constant("Exponential", "GELU_CUBE");
    private static final Expression GELU_CUBE3 = new Expression("(3 * Exponential.GELU_CUBE)", "GELU_CUBE3");
    private static final Expression SIXTH = new Expression("(1 / 6f)", "SIXTH");
    private static final Expression MOST = new Expression("Float.MAX_VALUE", "MOST");
    private static final Expression MINUS_HALF = new Expression("-0.5f", "MINUS_HALF");

    /** All of them, but those that {@link VectorActivation} has by hand for speed. */
    static final List<FunctionRow> ALL = List.of(
            new FunctionRow("leakyRelu", PIECEWISE, f -> X.isAbove(ZERO).choose(X, X.times(A)),
                    f -> X.isAbove(ZERO).choose(D, D.times(A))),
            new FunctionRow("generalRelu", PIECEWISE, f -> X.isAbove(C).choose(X.min(B), X.minus(C).times(A)),
                    f -> D.times(X.isAbove(C).choose(f.let("slope", X.isAbove(B).choose(ZERO, ONE)), A))),
            new FunctionRow("clip", PIECEWISE, f -> clip(f, X, A, B),
                    f -> X.isAbove(A).choose(f.let("inside", X.isBelow(B).choose(D, ZERO)), ZERO)),
            new FunctionRow("ramp", PIECEWISE, f -> clip(f, f.let("t", X.fma(A, B)), ZERO, ONE),
                    f -> X.isAbove(ZERO).choose(f.let("inside", X.isBelow(ONE).choose(D.times(A), ZERO)), ZERO)),
            new FunctionRow("hardSwish", PIECEWISE, f -> X.times(hardSigmoid(f)), f -> {
                Expression h = hardSigmoid(f);
                Expression inside = f.let("inside", h.isBelow(ONE).choose(X.fma(SIXTH, h), h));
                return D.times(h.isAbove(ZERO).choose(inside, h));
            }),
            new FunctionRow("softShrink", PIECEWISE, f -> X.minus(f.let("inside", clip(f, X, A.negative(), A))),
                    f -> X.isZero().choose(ZERO, D)),
            new FunctionRow("hardShrink", PIECEWISE, f -> X.magnitude().isAtMost(A).choose(ZERO, X),
                    f -> X.isZero().choose(ZERO, D)),
            new FunctionRow("threshold", PIECEWISE, f -> X.isAtMost(A).choose(B, X),
                    f -> X.isAtMost(A).choose(ZERO, D)),
            new FunctionRow("sparsePlus", PIECEWISE, f -> {
                Expression t = halfRamp(f);
                return X.isAbove(ONE).choose(X, t.times(t));
            }, f -> D.times(halfRamp(f))),
            new FunctionRow("absolute", PIECEWISE, f -> X.magnitude(),
                    f -> X.isAbove(ZERO)
                            .choose(D, f.let("below", X.isBelow(ZERO).choose(D.negative(), D.times(ZERO))))),
            new FunctionRow("negative", PIECEWISE, f -> X.negative(), f -> D.negative()),
            new FunctionRow("sign", PIECEWISE,
                    f -> X.isAbove(ZERO).choose(ONE, f.let("below", X.isBelow(ZERO).choose(ONE.negative(), X))),
                    f -> D.times(ZERO)),

            new FunctionRow("elu", EXPONENTIALS, f -> X.isAbove(ZERO).choose(X, f.exp(X).minus(ONE).times(A)),
                    f -> X.isAbove(ZERO).choose(D, D.times(X.plus(A)))),
            new FunctionRow("scaledElu", EXPONENTIALS,
                    f -> X.isAbove(ZERO).choose(X.times(A), f.exp(X).minus(ONE).times(B)),
                    f -> D.times(X.isAbove(ZERO).choose(A, X.plus(B)))),
            new FunctionRow("celu", EXPONENTIALS,
                    f -> X.isAbove(ZERO).choose(X, f.exp(X.times(B)).minus(ONE).times(A)),
                    f -> X.isAbove(ZERO).choose(D, D.times(X.fma(B, ONE)))),
            new FunctionRow("sigmoid", EXPONENTIALS, f -> sigmoid(f),
                    f -> D.times(X.times(ONE.minus(X)))),
            new FunctionRow("tanh", EXPONENTIALS, f -> f.tanh(X), f -> D.times(X.negative().fma(X, ONE))),
            new FunctionRow("tanhShrink", EXPONENTIALS, f -> X.minus(f.tanh(X)), f -> {
                Expression t = f.tanh(X);
                return D.times(t.times(t));
            }),
            new FunctionRow("gelu", EXPONENTIALS, f -> X.times(HALF).times(f.erf(false).plus(ONE)),
                    f -> {
                        Expression cumulative = f.erf(true).plus(ONE).times(HALF);
                        return D.times(X.times(DENSITY).fma(Expression.name("e"), cumulative));
                    }),
            new FunctionRow("geluTanh", EXPONENTIALS,
                    f -> X.times(HALF).times(f.tanh(geluInner(f)).plus(ONE)), f -> {
                        Expression t = f.tanh(geluInner(f));
                        Expression rise = f.let("rise", X.times(X).fma(GELU_CUBE3, ONE).times(GELU_SLOPE));
                        Expression bend = f.let("bend", X.times(HALF).times(t.negative().fma(t, ONE)));
                        return D.times(bend.fma(rise, t.plus(ONE).times(HALF)));
                    }),
            new FunctionRow("swish", EXPONENTIALS, f -> X.times(sigmoid(f)), f -> {
                Expression s = f.let("s", sigmoid(f));
                return D.times(s.times(X.fma(ONE.minus(s), ONE)));
            }),
            new FunctionRow("mish", EXPONENTIALS, f -> {
                Expression above = mishNumerator(f);
                return X.max(constant("Exponential", "LEAST")).times(above.over(above.plus(TWO)));
            }, FunctionRow::mishGradient),
            new FunctionRow("exp", EXPONENTIALS, f -> f.exp(X), f -> D.times(X)),

            new FunctionRow("softplus", LOGARITHMS, f -> X.isBelow(ZERO).choose(ZERO, X).plus(logOfOnePlusExp(f)),
                    f -> D.times(sigmoid(f))),
            new FunctionRow("logSigmoid", LOGARITHMS, f -> X.isAbove(ZERO).choose(ZERO, X).minus(logOfOnePlusExp(f)),
                    f -> D.times(onePlusExpBelow(f, X))),
            new FunctionRow("log", LOGARITHMS, FunctionRow::log, f -> D.over(X)),
            new FunctionRow("normalQuantile", LOGARITHMS, FunctionRow::normalQuantile,
                    f -> D.times(f.exp(X.times(X).times(HALF)).times(quantile("GRADIENT_AT_0")))),

            new FunctionRow("softsign", POWERS, f -> X.over(X.magnitude().plus(ONE)), f -> {
                Expression t = f.let("t", ONE.minus(X.magnitude()));
                return D.times(t.times(t));
            }),
            new FunctionRow("squareplus", POWERS, f -> squareplus(f, squareplusRoot(f)), f -> {
                Expression s = squareplusRoot(f);
                return D.times(squareplus(f, s).over(s));
            }),
            new FunctionRow("sqrt", POWERS, f -> X.root(), f -> D.times(HALF.over(X))),
            new FunctionRow("rsqrt", POWERS, f -> ONE.over(X.root()),
                    f -> D.times(X.times(X).times(X).times(MINUS_HALF))),
            new FunctionRow("reciprocal", POWERS, f -> ONE.over(X), f -> D.times(X.times(X).negative())),
            new FunctionRow("square", POWERS, f -> X.times(X), f -> D.times(X.plus(X))));

    private static Expression clip(FunctionBody f, Expression x, Expression least, Expression greatest) {
        return x.isBelow(least).choose(least, f.let("low", x.isAbove(greatest).choose(greatest, x)));
    }

    private static Expression hardSigmoid(FunctionBody f) {
        return f.let("h", clip(f, f.let("t", X.fma(SIXTH, HALF)), ZERO, ONE));
    }

    private static Expression halfRamp(FunctionBody f) {
        return f.let("t", clip(f, f.let("u", X.fma(HALF, HALF)), ZERO, ONE));
    }

    private static Expression sigmoid(FunctionBody f) {
        return onePlusExpBelow(f, X.negative());
    }

    /** 1 / (1 + exp(of)). */
    private static Expression onePlusExpBelow(FunctionBody f, Expression of) {
        return ONE.over(f.exp(of).plus(ONE));
    }

    private static Expression geluInner(FunctionBody f) {
        return f.let("inner", X.times(X).times(X).fma(GELU_CUBE, X).times(GELU_SLOPE));
    }

    /**
     * tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2) and e = exp(x); it is 1 to the last place at 20, and n n is still a float
     * there.
     */
    private static Expression mishNumerator(FunctionBody f) {
        Expression e = f.exp(X.min(constant("Exponential", "MISH_GREATEST")));
        return f.let("above", e.times(e.plus(TWO)));
    }

    private static Expression mishGradient(FunctionBody f) {
        Expression above = mishNumerator(f);
        Expression e = Expression.name("e");
        Expression below = f.let("below", above.plus(TWO));
        Expression bend = f.let("bend", e.times(e.plus(ONE)).times(FOUR).over(below.times(below)));
        Expression bounded = f.let(
                "bounded", X.max(constant("Exponential", "LEAST")).min(constant("Exponential", "MISH_GREATEST")));
        return D.times(bounded.fma(bend, above.over(below)));
    }

    private static Expression logOfOnePlusExp(FunctionBody f) {
        return f.log1p(f.exp(X.magnitude().negative()));
    }

    private static Expression log(FunctionBody f) {
        Expression log = f.log(f.let("normal", X.max(new Expression("Float.MIN_NORMAL", "LEAST_NORMAL"))));
        Expression positive = f.let("positive", X.isAbove(MOST).choose(X, log));
        Expression other = f.let("other", X.isZero().choose(
                new Expression("Float.NEGATIVE_INFINITY", "MINUS_INFINITY"), new Expression("Float.NaN", "NAN")));
        return X.isAbove(ZERO).choose(positive, other);
    }

    /** Both polynomials of Giles are computed; the second one is for the outermost 0.3 per cent. */
    private static Expression normalQuantile(FunctionBody f) {
        Expression w = f.let("away", f.log(f.let("rest", X.negative().fma(X, ONE))).negative());
        Expression t = f.let("t", w.minus(quantile("MIDDLE")));
        Expression u = f.let("u", w.root().minus(quantile("TAIL")));
        return X.times(w.isBelow(quantile("BORDER")).choose(horner(f, 'C', t), horner(f, 'D', u)));
    }

    private static Expression quantile(String name) {
        return constant("NormalQuantile", name);
    }

    /** Horner's rule, two steps a line. */
    private static Expression horner(FunctionBody f, char name, Expression t) {
        Expression p = quantile(name + "0");
        for (int i = 1; i < 9; i += 2) {
            p = f.let(
                    Character.toLowerCase(name) + "" + i,
                    p.fma(t, quantile(name + "" + i)).fma(t, quantile(name + "" + (i + 1))));
        }
        return p;
    }

    /** The root of x x + b; |x| itself where its square could overflow. */
    private static Expression squareplusRoot(FunctionBody f) {
        Expression size = f.let("size", X.magnitude());
        return f.let("s", size.isBelow(new Expression("0x1p60f", "HUGE")).choose(X.fma(X, A).root(), size));
    }

    /** (x + s) / 2; below 0, where that cancels, b / (2 (s - x)). */
    private static Expression squareplus(FunctionBody f, Expression s) {
        Expression below = f.let("below", A.times(HALF).over(s.minus(X)));
        return f.let("y", X.isAbove(ZERO).choose(X.times(HALF).plus(s.times(HALF)), below));
    }
}
