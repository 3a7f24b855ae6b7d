/**
 * Signing in with an OpenID Connect provider: access tokens for the API, and the authorization code flow with PKCE for
 * the console. The secret is the protocol; what comes out of it is a {@link io.hookgate.tenant.http.Caller}.
 *
 * <h2>For pages of the console</h2>
 *
 * <p>Every path under {@code /console} is behind sign-in: whoever has no session is sent to the provider and comes back
 * to the address that they asked for. The session is a cookie ({@code HttpOnly}, {@code SameSite=Lax}, {@code Secure}
 * behind https) that names a row in the database.
 *
 * <p>A resource method under {@code /console} needs {@link io.hookgate.tenant.http.Requires} as one of the API does, and
 * is refused to everybody without it. If its path has a parameter {@code {tenant}} (slug or identifier), the caller needs
 * the role in that tenant. Inject {@link io.hookgate.tenant.http.TenantContext}: its {@code caller()} says who it is
 * ({@code name}, {@code platformAdmin}, {@code roles}) and {@code tenantId()} which tenant the path names. Where only the
 * identity is at hand, {@link io.hookgate.tenant.http.Caller#of} finds the caller in it.
 *
 * <p>Beside the platform's provider, tenants may have providers of their own, which speak for them alone. Which one a
 * request is sent to is said by {@code /login?tenant=…} or {@code /login?email=…}, by the session, or by the tenant in the
 * path; where nothing says it, people are asked.
 *
 * <p>Links: {@code /login?return=/console/…} signs in and goes on there; {@code /logout} ends the session here and at the
 * provider. Requests that change something must carry a token against forgery of their own: the session alone does not
 * prove that the console sent them. A request of htmx ({@code HX-Request}) whose session has ended is answered 499
 * rather than with a redirect that a script cannot follow; reload the page then.
 *
 * <p>While the provider is not there, {@code /console} answers 503 with a page that tries again by itself.
 */
@NullMarked
package io.hookgate.gateway.signin;

import org.jspecify.annotations.NullMarked;
