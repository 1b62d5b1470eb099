package org.supervisor4j.plugin.xmlrpc;

/**
 * What goes back to the client. Whoever has sent it, or will not, closes it, which gives back its memory.
 *
 * @param share null if it takes none of the common memory
 */
record Answer(int status, String contentType, Body body, AnswerMemory.Share share) implements AutoCloseable {

    static Answer xml(Body body, AnswerMemory.Share share) {
        return new Answer(200, "text/xml", body, share);
    }

    static Answer error(ErrorPage page) {
        return new Answer(page.status(), "text/html", Body.of(page.body()), null);
    }

    @Override
    public void close() {
        if (share != null) {
            share.close();
        }
    }
}
