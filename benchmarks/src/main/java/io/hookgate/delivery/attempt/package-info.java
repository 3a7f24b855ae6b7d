@org.jspecify.annotations.NullMarked
package io.hookgate.delivery.attempt;
