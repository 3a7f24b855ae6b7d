/**
 * The AES and SHA-1 envelope that the DingTalk family of providers wraps its callbacks in.
 *
 * <p>{@code CallbackCrypto} is the core; what differs between the providers are its parameters: how the keys are derived
 * ({@code CallbackKeys}) and whom messages are addressed to ({@code ReceiveIds}). Field names and reply shapes are the adapters'.
 */
@NullMarked
package io.hookgate.adapter.callbackcrypto;

import org.jspecify.annotations.NullMarked;
