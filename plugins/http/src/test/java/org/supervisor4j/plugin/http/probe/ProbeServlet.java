package org.supervisor4j.plugin.http.probe;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A servlet as a third party would write it; it answers with what it was asked. */
public final class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/fail" -> throw new IllegalStateException("secret of the servlet");
            case "/refuse" -> response.sendError(409, "secret of the servlet");
            case "/session" -> response.getWriter().print(request.getSession(true).isNew());
            case "/slow" -> {
                pause(Long.parseLong(request.getParameter("millis")));
                response.getWriter().print("slow");
            }
            case "/stream" -> {
                response.getOutputStream().print("first");
                response.flushBuffer();
                pause(Long.parseLong(request.getParameter("millis")));
                response.getOutputStream().print("second");
            }
            case "/form" -> response.getWriter().print(request.getParameter("a").length());
            default -> response.getWriter().print("probe " + request.getRequestURI());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (String.valueOf(request.getPathInfo()).equals("/form")) {
            response.getWriter().print(request.getParameterMap().size());
            return;
        }
        request.getInputStream().transferTo(response.getOutputStream());
    }

    private static void pause(long millis) throws IOException {
        try {
            boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            if (never) {
                throw new IllegalStateException("nobody counts down");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
