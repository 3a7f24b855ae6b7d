package io.hookgate.tenant.http;

import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.jboss.jandex.MethodInfo;

/** The resource methods of this module, out of its index. */
final class Routes {
    private static final DotName PATH = DotName.createSimple(Path.class.getName());
    private static final DotName REQUIRES = DotName.createSimple(Requires.class.getName());
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private Routes() {}

    /** @param required null if the method is not annotated */
    record Route(String method, String path, Role required, boolean orSubscriber) {

        /** Whether a caller with this role may use it within its own tenant. */
        boolean allows(Role role) {
            return role.includes(required) || (orSubscriber && role == Role.SUBSCRIBER);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All but those that anybody may call. */
    static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        for (AnnotationInstance path : index().getAnnotations(PATH)) {
            boolean isPublic = path.value().asString().startsWith("/.well-known/");
            if (path.target().kind() == AnnotationTarget.Kind.CLASS && !isPublic) {
                for (MethodInfo method : path.target().asClass().methods()) {
                    METHODS.stream()
                            .filter(verb -> method.hasAnnotation(DotName.createSimple("jakarta.ws.rs." + verb)))
                            .map(verb -> route(verb, path.value().asString(), method))
                            .forEach(routes::add);
                }
            }
        }
        return routes;
    }

    private static Route route(String verb, String base, MethodInfo method) {
        AnnotationInstance path = method.annotation(PATH);
        AnnotationInstance requires = method.annotation(REQUIRES);
        return new Route(
                verb,
                path == null ? base : base + "/" + path.value().asString(),
                requires == null ? null : Role.valueOf(requires.value().asEnum()),
                requires != null
                        && requires.value("orSubscriber") != null
                        && requires.value("orSubscriber").asBoolean());
    }

    private static Index index() {
        try (InputStream stream = Requires.class.getClassLoader().getResourceAsStream("META-INF/jandex.idx")) {
            return new IndexReader(Objects.requireNonNull(stream)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
