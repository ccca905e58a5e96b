package io.incidentledger.command.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** An order that, with {@code ?dryRun=true}, is only to say what it would do. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface MayBeDry {

    /** What the address asks for. */
    final class Asked {
        private Asked() {}

        public static boolean dry(HttpServletRequest request) {
            return "dryRun=true".equals(request.getQueryString());
        }

        static boolean well(@Nullable String query) {
            return query == null || query.equals("dryRun=true") || query.equals("dryRun=false");
        }
    }
}
