package io.hookgate.tenant.subscription;

/** What a dry run gave, on one event or on many. */
sealed interface DryRunAnswer permits DryRunView, PastDryRunView {}
