package io.hookgate.routing;

/** A piece of a template. */
sealed interface TemplatePart {

    /** Text that is copied. */
    record Text(String text) implements TemplatePart {}

    /**
     * A place for the value of a variable.
     *
     * @param quoted whether the place lies within a string of a JSON template
     */
    record Place(String variable, boolean quoted) implements TemplatePart {
        /** The place as it is written. */
        String written() {
            return "${" + variable + "}";
        }
    }
}
