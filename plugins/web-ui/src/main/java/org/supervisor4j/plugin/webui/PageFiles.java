package org.supervisor4j.plugin.webui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The files that the page consists of. All of them together have a version; below a folder of that name browsers may
 * keep them for good, since with any other content they have another address. They are read when somebody asks for the
 * first. Any thread.
 */
@Component(service = PageFiles.class)
public final class PageFiles {

    private static final String ROOT = "/web/";

    private static final Map<String, String> TYPES = Map.of(
            "html", PageServlet.HTML,
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final Collection<URL> sources;
    private Optional<Read> read = Optional.empty();

    private record Read(String version, SortedMap<String, Content> files) {}

    /** Called by the component runtime. */
    @Activate
    public PageFiles(BundleContext context) {
        this(Collections.list(context.getBundle().findEntries(ROOT, "*", true)));
    }

    /** @param sources the files below a folder {@code web}; folders among them are passed over */
    PageFiles(Collection<URL> sources) {
        this.sources = sources;
    }

    String version() {
        return read().version();
    }

    /** By its name below the folder, as in {@code scripts/app.js}. */
    Optional<Content> find(String name) {
        return Optional.ofNullable(read().files().get(name));
    }

    private synchronized Read read() {
        if (read.isEmpty()) {
            SortedMap<String, Content> files = new TreeMap<>();
            for (URL source : sources) {
                String path = source.getPath();
                String name = path.substring(path.lastIndexOf(ROOT) + ROOT.length());
                String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
                if (type != null) {
                    files.put(name, content(type, source));
                }
            }
            read = Optional.of(new Read(version(files), files));
        }
        return read.get();
    }

    private static Content content(String type, URL source) {
        try (InputStream in = source.openStream()) {
            return Content.of(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the page cannot be read: " + source, e);
        }
    }

    private static String version(SortedMap<String, Content> files) {
        MessageDigest digest = Content.sha256();
        files.forEach((name, content) -> digest.update((name + content.tag()).getBytes(Content.CHARSET)));
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
