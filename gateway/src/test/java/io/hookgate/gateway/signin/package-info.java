@org.jspecify.annotations.NullMarked
package io.hookgate.gateway.signin;
