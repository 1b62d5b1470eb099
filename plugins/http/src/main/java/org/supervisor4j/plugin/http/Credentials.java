package org.supervisor4j.plugin.http;

/** Whom a server lets in by its own section. */
sealed interface Credentials {

    /** Takes as long for a wrong user or password as for the right ones. */
    boolean accept(String user, String password);

    /** Whether a request is looked at at all. */
    boolean required();

    /**
     * What {@code username} and {@code password} mean. An empty user name is no authentication, whatever the password:
     * supervisord's rule, which configurations rely on.
     */
    static Credentials of(String username, String password) {
        return username.isEmpty() ? new Nobody() : new Single(username, Password.ofServer(password));
    }

    /** No authentication: everybody who reaches the socket is welcome. */
    record Nobody() implements Credentials {
        @Override
        public boolean accept(String user, String password) {
            return true;
        }

        @Override
        public boolean required() {
            return false;
        }
    }

    /** One user. */
    record Single(String username, Password password) implements Credentials {
        @Override
        public boolean accept(String user, String given) {
            boolean rightUser = Password.same(username, user);
            boolean rightPassword = password.matches(given);
            return rightUser & rightPassword; // not &&: the answer's time must not tell which was wrong
        }

        @Override
        public boolean required() {
            return true;
        }

        /** Without the password: records end up in log lines. */
        @Override
        public String toString() {
            return "Single[" + username + "]";
        }
    }
}
