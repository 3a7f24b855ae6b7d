/**
 * What every resource of the API shares: who may call it, for which tenant, how a fault and a page of a list look. Its
 * secret is the form of the HTTP contract.
 */
@NullMarked
package io.hookgate.tenant.http;

import org.jspecify.annotations.NullMarked;
