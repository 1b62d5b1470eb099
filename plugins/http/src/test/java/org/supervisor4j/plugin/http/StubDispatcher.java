package org.supervisor4j.plugin.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Stands for Felix HTTP. */
final class StubDispatcher extends HttpServlet {
    private static final long serialVersionUID = 1L;

    final transient CountDownLatch release = new CountDownLatch(1);
    final transient BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    final transient BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    final transient AtomicReference<AsyncContext> stream = new AtomicReference<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        asked.add(request.getRequestURI());
        switch (request.getRequestURI()) {
            case "/hang" -> {
                request.getInputStream().readNBytes(Math.max(0, request.getContentLength()));
                awaitRelease();
                response.getWriter().print("at last");
            }
            case "/stream" -> {
                response.getOutputStream().print("first ");
                response.flushBuffer();
                awaitRelease();
                response.getOutputStream().print("second");
            }
            case "/async" -> {
                request.getInputStream().readNBytes(Math.max(0, request.getContentLength()));
                AsyncContext context = request.startAsync();
                context.setTimeout(0);
                context.addListener(new FailureListener(() -> failures.add("/async")));
                stream.set(context);
            }
            case "/endless" -> {
                try {
                    while (true) {
                        response.getOutputStream().write(new byte[10_000]);
                    }
                } catch (IOException e) {
                    failures.add("/endless");
                }
            }
            case "/body" -> request.getInputStream().readAllBytes();
            default -> response.getWriter().print("ok");
        }
    }

    private void awaitRelease() throws IOException {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Completes what has failed, as a servlet has to. */
    private record FailureListener(Runnable told) implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            told.run();
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
