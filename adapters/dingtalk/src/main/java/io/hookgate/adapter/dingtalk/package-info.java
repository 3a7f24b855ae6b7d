/**
 * DingTalk's protocol: event subscriptions of internal apps, callbacks registered by API, pushes to suites, and SyncHTTP.
 *
 * <p>{@code DingTalkSource} verifies, decrypts and replies, {@code EventMapping} turns what was inside into CloudEvents, and the
 * resource {@code event-types.txt}, read by {@code EventTypes}, says what each event type is about.
 */
@NullMarked
package io.hookgate.adapter.dingtalk;

import org.jspecify.annotations.NullMarked;
