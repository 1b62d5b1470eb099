package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import org.supervisor4j.api.access.Access;

/** Finds the rights of whoever sent a request. */
final class Rights {

    /** Where nobody has limited them. */
    static final Access ALL = new Access() {
        @Override
        public boolean mayView(String group) {
            return true;
        }

        @Override
        public boolean mayOperate(String group) {
            return true;
        }

        @Override
        public boolean mayAdminister() {
            return true;
        }
    };

    private Rights() {}

    static Access of(HttpServletRequest request) {
        return request.getAttribute(Access.ATTRIBUTE) instanceof Access given ? given : ALL;
    }
}
