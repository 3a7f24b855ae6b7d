/**
 * The AES and SHA-1 envelope that the DingTalk family of providers wraps its callbacks in.
 */
@NullMarked
package io.hookgate.adapter.callbackcrypto;

import org.jspecify.annotations.NullMarked;
