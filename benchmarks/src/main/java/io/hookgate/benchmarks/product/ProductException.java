package io.hookgate.benchmarks.product;

/** The product under test did not do what it should: it did not start, or refused a request that it should take. */
public final class ProductException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what went wrong. */
    public ProductException(String message) {
        super(message);
    }

    /** Says what went wrong, and why. */
    public ProductException(String message, Throwable cause) {
        super(message, cause);
    }
}
