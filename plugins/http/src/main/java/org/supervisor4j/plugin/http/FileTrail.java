package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchEvent.Kind;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way that leads to some files: every name that is looked up on it, in the directory where that happens, links
 * followed one by one. Whatever makes a path lead elsewhere, at its end or in its middle, is a change of one of these
 * names; what is missing is such a name, too. For one thread.
 */
final class FileTrail {

    private static final Logger LOG = LoggerFactory.getLogger(FileTrail.class);

    private static final Kind<?>[] REPLACED = {StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE};
    private static final Kind<?>[] REPLACED_OR_WRITTEN = {StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY};

    /** As many as the system follows. */
    private static final int MOST_LINKS = 40;

    private final WatchService watches;
    private Map<WatchKey, Set<Path>> names = Map.of();

    FileTrail(WatchService watches) {
        this.watches = watches;
    }

    /** Watches the way as it is now, and no other any more. What happens after this has begun to look is told. */
    void follow(Collection<Path> files) {
        Map<WatchKey, Set<Path>> now = new HashMap<>();
        Set<Path> last = new HashSet<>();
        for (Path file : files) {
            try {
                walk(file, now, last);
            } catch (NoSuchFileException | NotDirectoryException e) {
                LOG.debug("{} does not lead to a file now: {}", file, e.toString());
            } catch (IOException e) { // the system's limit of watches, for one
                LOG.warn("Not every change of {} will be noticed: {}", file, e.toString());
            }
        }
        names.keySet().stream().filter(key -> !now.containsKey(key)).forEach(WatchKey::cancel);
        names = now;
    }

    /** Directories come before what is in them, so that nothing changes between the look at a name and its watch. */
    private void walk(Path file, Map<WatchKey, Set<Path>> now, Set<Path> last) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        file.forEach(ahead::add);
        Path at = file.getRoot();
        int links = 0;
        while (!ahead.isEmpty()) {
            Path name = ahead.pop();
            if (name.toString().equals("..")) {
                at = Optional.ofNullable(at.getParent()).orElse(at);
                continue;
            }
            if (name.toString().equals(".")) {
                continue;
            }
            watch(at, name, ahead.isEmpty(), now, last);
            Optional<Path> target = target(at.resolve(name));
            if (target.isEmpty()) {
                at = at.resolve(name);
            } else if (++links > MOST_LINKS) {
                throw new NoSuchFileException(file.toString(), null, "too many links");
            } else {
                at = target.get().isAbsolute() ? target.get().getRoot() : at;
                for (int i = target.get().getNameCount() - 1; i >= 0; i--) {
                    ahead.push(target.get().getName(i));
                }
            }
        }
    }

    /**
     * @param last the directories that have been watched for files, which are written to, and not only for what leads
     *     there
     */
    private void watch(Path directory, Path name, boolean isLast, Map<WatchKey, Set<Path>> now, Set<Path> last)
            throws IOException {
        if (isLast) {
            last.add(directory);
        }
        try {
            WatchKey key = directory.register(watches, last.contains(directory) ? REPLACED_OR_WRITTEN : REPLACED);
            now.computeIfAbsent(key, _ -> new HashSet<>()).add(name);
        } catch (AccessDeniedException e) {
            LOG.debug("{} cannot be watched, but what is in it may", directory, e); // one may pass, but not read
        }
    }

    private static Optional<Path> target(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (NotLinkException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether what has happened to a directory concerns the way; has the key told again. */
    boolean isChangedBy(WatchKey key) {
        Set<Path> concerned = names.getOrDefault(key, Set.of());
        List<WatchEvent<?>> events = key.pollEvents();
        boolean isThere = key.reset();
        return !concerned.isEmpty() && !isThere || events.stream().anyMatch(event ->
                event.kind() == StandardWatchEventKinds.OVERFLOW || concerned.contains(event.context()));
    }
}
