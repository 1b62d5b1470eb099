package org.supervisor4j.plugin.xmlrpc;

/** What goes back to the client; immutable by agreement: nobody writes into the body. */
record Answer(int status, String contentType, byte[] body) {

    static Answer xml(byte[] body) {
        return new Answer(200, "text/xml", body);
    }

    static Answer error(ErrorPage page) {
        return new Answer(page.status(), "text/html", page.body());
    }
}
