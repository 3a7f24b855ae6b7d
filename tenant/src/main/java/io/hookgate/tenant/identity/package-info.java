/** Identity providers of single tenants. Its secret is how they are kept, and that no two tenants share one. */
@NullMarked
package io.hookgate.tenant.identity;

import org.jspecify.annotations.NullMarked;
