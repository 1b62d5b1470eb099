package org.supervisor4j.api.web;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.access.Access;

/**
 * A panel of the web page; register one as an OSGi service. It says what is to be shown, as values: the page decides how it looks, and
 * whatever is in the texts is shown as it is. A panel brings neither markup nor scripts. Panels stand in the order of their service
 * ranking.
 *
 * <p><b>Threading:</b> {@link #title} is called once, when the panel comes; {@link #content} from several threads, each time somebody opens
 * the panel and every few seconds while it is open, at most sixteen at a time: it may block, at the price of its viewers. What has not come back
 * for ten seconds is named in the activity log, and interrupted when the panel goes.
 *
 * <p><b>Errors:</b> an exception is logged, and the viewer is told that the panel has failed. Without a title there is no panel; the log
 * says why.
 *
 * <p><b>Lifecycle:</b> the panel is there as soon as it has said its title, until its registration ends, on open pages too.
 */
@ConsumerType
public interface WebPanel {

    /** A piece of a panel. */
    sealed interface Block {}

    /** A paragraph; line breaks in it are kept. */
    record Text(String text) implements Block {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Rows under headings; a row that is shorter than others ends with empty cells. */
    record Table(List<String> headings, List<List<String>> rows) implements Block {
        public Table {
            headings = List.copyOf(headings);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Links, one beside the other. */
    record Links(List<Link> links) implements Block {
        public Links {
            links = List.copyOf(links);
        }
    }

    /**
     * One link.
     *
     * @param target of scheme {@code http} or {@code https}, or relative to the page
     */
    record Link(String text, URI target) {
        public Link {
            Objects.requireNonNull(text, "text");
            String scheme = target.getScheme();
            if (scheme != null && !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
                throw new IllegalArgumentException("link to " + target + " (expected: http, https or relative)");
            }
        }
    }

    /** What stands above it and leads to it, as plain text. The page shows its first 100 characters. */
    String title();

    /**
     * What is to be seen now.
     *
     * @param access what the viewer may see: processes of other groups are to be left out
     */
    List<Block> content(Access access);
}
