package io.fovea.kernels;

/**
 * A number as it is written for plain floats and for vectors, operation by operation the same: what {@link FunctionRow}s are made
 * of. No operation sums across a vector, so both give the same bits.
 *
 * @param scalar an expression of type {@code float}; put in parentheses if it is not a name, a literal or a call
 * @param vector an expression of type {@code FloatVector}
 */
record Expression(String scalar, String vector) {
    static final Expression X = name("x");
    /** The gradient that comes in. */
    static final Expression D = name("d");
    /** The parameters. */
    static final Expression A = new Expression("a", "va");
    static final Expression B = new Expression("b", "vb");
    static final Expression C = new Expression("c", "vc");

    static final Expression ZERO = new Expression("0", "ZERO");
    static final Expression HALF = new Expression("0.5f", "HALF");
    static final Expression ONE = new Expression("1", "ONE");
    static final Expression TWO = new Expression("2", "TWO");
    static final Expression FOUR = new Expression("4", "FOUR");

    /** A local variable, or a parameter of the method. */
    static Expression name(String name) {
        return new Expression(name, name);
    }

    /** A constant of a class, and what {@link FunctionsSource} calls a vector of it. */
    static Expression constant(String owner, String name) {
        return new Expression(owner + "." + name, name);
    }

    Expression plus(Expression other) {
        return infix("+", "add", other);
    }

    Expression minus(Expression other) {
        return infix("-", "sub", other);
    }

    Expression times(Expression other) {
        return infix("*", "mul", other);
    }

    Expression over(Expression other) {
        return infix("/", "div", other);
    }

    private Expression infix(String operator, String method, Expression other) {
        return new Expression(
                "(" + scalar + " " + operator + " " + other.scalar + ")",
                vector + "." + method + "(" + other.vector + ")");
    }

    Expression negative() {
        return new Expression("-" + scalar, vector + ".neg()");
    }

    Expression magnitude() {
        return new Expression("Math.abs(" + bare() + ")", vector + ".abs()");
    }

    Expression root() {
        return new Expression("(float) Math.sqrt(" + bare() + ")", vector + ".sqrt()");
    }

    /** This times {@code factor} plus {@code addend}, rounded once. */
    Expression fma(Expression factor, Expression addend) {
        return new Expression(
                "Math.fma(" + bare() + ", " + factor.bare() + ", " + addend.bare() + ")",
                vector + ".fma(" + factor.vector + ", " + addend.vector + ")");
    }

    Expression max(Expression other) {
        return new Expression(
                "Math.max(" + bare() + ", " + other.bare() + ")", vector + ".max(" + other.vector + ")");
    }

    Expression min(Expression other) {
        return new Expression(
                "Math.min(" + bare() + ", " + other.bare() + ")", vector + ".min(" + other.vector + ")");
    }

    Comparison isAbove(Expression other) {
        return new Comparison(scalar + " > " + other.scalar,
                vector + ".compare(VectorOperators.GT, " + other.vector + ")");
    }

    Comparison isBelow(Expression other) {
        return new Comparison(scalar + " < " + other.scalar,
                vector + ".compare(VectorOperators.LT, " + other.vector + ")");
    }

    Comparison isAtMost(Expression other) {
        return new Comparison(
                scalar + " <= " + other.scalar, vector + ".compare(VectorOperators.LE, " + other.vector + ")");
    }

    Comparison isZero() {
        return new Comparison(scalar + " == 0", vector + ".compare(VectorOperators.EQ, ZERO)");
    }

    /** Its plain form without the outermost parentheses, which hold all of it. */
    String bare() {
        return scalar.startsWith("(") && scalar.endsWith(")") && !scalar.startsWith("(float)")
                ? scalar.substring(1, scalar.length() - 1)
                : scalar;
    }

    /** A condition, false for NaN. */
    record Comparison(String scalar, String vector) {
        Expression choose(Expression yes, Expression no) {
            return new Expression(
                    "(" + scalar + " ? " + yes.scalar + " : " + no.scalar + ")",
                    no.vector + ".blend(" + yes.vector + ", " + vector + ")");
        }
    }
}
