package io.hookgate.tenant.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The least role that a caller of this resource method needs; a method of the API without it is refused to everybody. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /** The least role. */
    Role value();

    /**
     * Whether a {@link Role#SUBSCRIBER} may too, within its application. The method has to confine what it does to
     * {@link TenantContext#application()}.
     */
    boolean orSubscriber() default false;
}
