package io.hookgate.tenant.audit;

/** An answer of the API that the audit log keeps as it is: it holds no secret, and says what was begun. */
public interface AuditSubject {

    /** What kind of object it is, such as {@code job}. */
    String auditType();

    /** The object's identifier. */
    String auditId();
}
