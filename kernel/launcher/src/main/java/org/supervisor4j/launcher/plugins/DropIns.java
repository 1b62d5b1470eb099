package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.launcher.plugins.PluginFolder.Version;
import org.supervisor4j.posix.Errno;

/**
 * Makes the plugins what the drop-in folder says: what came is installed, what was replaced is updated, what went is withdrawn. A jar that
 * cannot be taken is said once for each reason, and tried again whenever something changes.
 *
 * <p><b>Threading:</b> any; one at a time.
 */
final class DropIns {

    /** Is told when the plugins are about to change, and when all that is to be done for that is done; on the thread that does it. */
    interface Witness {
        void changeBegins();

        /** Something may have come or gone; also if it did not succeed. */
        void changeEnds();
    }

    /** Answers the jars that are not complete, with the reason. */
    @FunctionalInterface
    private interface Taking {
        Map<Path, String> run() throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(DropIns.class);

    private static final String INCOMING = "incoming.jar";

    private final PluginFolder folder;
    private final FolderAccess access;
    private final PluginBundles bundles;
    private final JarChecks checks;
    private final Path copies;
    private final Witness witness;

    /** What the plugins of now were made of; what was refused too. */
    private final SequencedMap<Path, Version> known = new TreeMap<>();
    private final Set<Path> refused = new HashSet<>();
    private final LateChecksums lateChecksums = new LateChecksums();
    private final Map<Path, String> incomplete = new HashMap<>();
    private final Map<Path, String> said = new HashMap<>();
    /** Those that have come and are nothing but actions of supervisorctl. */
    private final Set<Path> forControl = new TreeSet<>();

    /**
     * @param copies a folder that is ours alone
     * @param witness of {@link #start} and all that follows
     */
    DropIns(PluginFolder folder, FolderAccess access, PluginBundles bundles, JarChecks checks, Path copies, Witness witness) {
        this.witness = witness;
        this.folder = folder;
        this.access = access;
        this.bundles = bundles;
        this.checks = checks;
        this.copies = copies;
        bundles.whenFreed(this::giveBack);
    }

    /** Installs what is there at the start; {@link #start} starts it. */
    synchronized void begin() throws InterruptedException {
        if (look().isPresent()) {
            recover();
        }
        takeWhatChanged(Set.of()).forEach(this::sayIncomplete);
    }

    private void recover() {
        try {
            FolderChange.recover(folder.path());
        } catch (IOException e) {
            log.warn("What an installation may have left in {} that was cut off stays as it is: {}", folder.path(), reason(e));
        }
    }

    synchronized void start() throws InterruptedException {
        change(Map::of, Level.DEBUG);
    }

    private synchronized void giveBack() {
        try {
            bundles.giveBack();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Path, String> change(Taking taking, Level announcement) throws InterruptedException {
        Map<Path, String> incomplete;
        witness.changeBegins();
        try {
            incomplete = taking.run();
            bundles.settle(announcement);
        } finally {
            witness.changeEnds();
        }
        bundles.announce(announcement);
        forControl.forEach(jar -> log.atLevel(announcement).log("Plugin {} is active: it has actions of supervisorctl", jar.getFileName()));
        forControl.clear();
        return incomplete;
    }

    /**
     * Does what is to be done by now.
     *
     * @param unsettled what is to be left alone as it was
     * @return the jars that are not complete, with the reason
     */
    synchronized Map<Path, String> follow(Set<Path> unsettled) throws InterruptedException {
        return change(() -> takeWhatChanged(unsettled), Level.INFO);
    }

    /** Does what is to be done for some jars; the others are left alone as they were. */
    synchronized void followOnly(Set<Path> jars) throws InterruptedException {
        Set<Path> others = new HashSet<>(known.keySet());
        look().ifPresent(found -> others.addAll(found.keySet()));
        others.removeAll(jars);
        follow(others);
    }

    /** Takes a jar anew, though nothing has happened to it. */
    synchronized void reload(Path jar) throws InterruptedException {
        known.put(jar, Version.NONE);
        followOnly(Set.of(jar));
    }

    /** The jars of now, taken or not. */
    synchronized Set<Path> jars() {
        Set<Path> jars = new TreeSet<>(known.keySet());
        jars.addAll(incomplete.keySet());
        return jars;
    }

    /** Why a jar is not taken as it is now, if it is not. */
    synchronized Optional<String> refusal(Path jar) {
        return Optional.ofNullable(refused.contains(jar) ? said.get(jar) : incomplete.get(jar)).or(() -> lateChecksums.doubt(jar));
    }

    /** Why nothing is taken from the folder by now, if so. */
    synchronized Optional<String> refusalOfAll() {
        return look().isPresent() ? Optional.empty()
                : Optional.of(said.getOrDefault(folder.path(), folder.path() + " is no folder"));
    }

    /** Once for each reason. */
    synchronized void sayIncomplete(Path jar, String reason) {
        say(jar, reason + (bundles.has(jar)
                ? "; the version from before goes on (expected: a complete jar)"
                : " (expected: a complete jar; it is installed as soon as it is one)"));
    }

    /**
     * The jars of which a start would make something else than there is now; a new one that is not complete it would not take either. Empty
     * if that cannot be told.
     */
    synchronized Optional<Set<Path>> changed() {
        try {
            SequencedMap<Path, Version> now = folder.look();
            Set<Path> all = new TreeSet<>(now.keySet());
            all.addAll(known.keySet());
            all.removeIf(jar -> Objects.equals(now.get(jar), known.get(jar)) ? lateChecksums.doubt(jar).isEmpty()
                    : incomplete.containsKey(jar) && !known.containsKey(jar));
            return Optional.of(all);
        } catch (IOException _) {
            return Optional.empty(); // a restart will say why
        }
    }

    /** Which plugin that is in use, and there, a start would not take, and why not; empty if there is none. */
    synchronized Optional<String> wouldLose() {
        List<Path> used = known.keySet().stream().filter(bundles::has).toList();
        if (used.isEmpty()) {
            return Optional.empty();
        }
        return refusalOfAll().map(reason -> folder.path() + ": " + reason).or(() -> used.stream()
                .flatMap(jar -> refusal(jar).or(() -> refusalNow(jar)).map(reason -> jar + ": " + reason).stream())
                .findFirst());
    }

    private Optional<String> refusalNow(Path jar) {
        try {
            return access.refusal(jar).or(() -> Files.isReadable(jar) ? Optional.empty() : Optional.of("the daemon may not read it"));
        } catch (NoSuchFileException _) {
            return Optional.empty(); // it is about to be withdrawn
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + reason(e));
        }
    }

    private Map<Path, String> takeWhatChanged(Set<Path> unsettled) throws InterruptedException {
        Optional<SequencedMap<Path, Version>> found = look();
        if (found.isEmpty()) {
            return Map.of();
        }
        SequencedMap<Path, Version> now = found.get();
        for (Path jar : List.copyOf(known.keySet())) {
            if (!now.containsKey(jar) && !unsettled.contains(jar)) {
                forget(jar);
            }
        }
        said.keySet().retainAll(now.keySet());
        incomplete.keySet().retainAll(now.keySet());
        Map<Path, String> cutOff = new TreeMap<>();
        for (Map.Entry<Path, Version> entry : now.entrySet()) {
            Path jar = entry.getKey();
            if (!unsettled.contains(jar) && (refused.contains(jar) || !entry.getValue().equals(known.get(jar)))) {
                lateChecksums.seen(jar);
                take(jar, entry.getValue()).ifPresent(reason -> cutOff.put(jar, reason));
            } else if (!unsettled.contains(jar)) {
                lateChecksums.look(jar);
            }
        }
        incomplete.putAll(cutOff);
        return cutOff;
    }

    /** Empty if everything is to stay as it is. */
    private Optional<SequencedMap<Path, Version>> look() {
        try {
            if (!Files.isDirectory(folder.path())) {
                if (!known.isEmpty()) {
                    say(folder.path(), "it is gone; its plugins go on, until it is there again");
                }
                return Optional.empty();
            }
            Optional<String> refusal = access.refusal(folder.path());
            if (refusal.isPresent()) {
                say(folder.path(), refusal.get() + "; nothing is taken from it");
                return Optional.empty();
            }
            SequencedMap<Path, Version> found = folder.look();
            said.remove(folder.path());
            return Optional.of(found);
        } catch (IOException e) {
            say(folder.path(), "it cannot be read: " + reason(e));
            return Optional.empty();
        }
    }

    private void forget(Path jar) throws InterruptedException {
        known.remove(jar);
        refused.remove(jar);
        said.remove(jar);
        forControl.remove(jar);
        lateChecksums.forget(jar);
        if (bundles.has(jar)) {
            bundles.remove(jar);
        }
    }

    /** Why the jar is not complete, if it is not. */
    private Optional<String> take(Path jar, Version version) throws InterruptedException {
        incomplete.remove(jar);
        try {
            Optional<String> refusal = access.refusal(jar);
            if (refusal.isPresent()) {
                refuse(jar, version, refusal.get());
                return Optional.empty();
            }
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            if (!attributes.isDirectory() && !attributes.isRegularFile()) {
                refuse(jar, version, "it is neither a file nor a folder (expected: a jar)"); // a pipe would never come to an end
                return Optional.empty();
            }
            if (attributes.isDirectory()) {
                checks.checkFolder();
                Optional<String> within = access.refusalWithin(jar);
                if (within.isPresent()) {
                    throw new PluginBundles.Refused(within.get());
                }
                try (JarCopy copy = UnpackedBundle.pack(jar, copies.resolve(INCOMING))) {
                    bundles.put(jar, copy);
                }
            } else if (!takeJar(jar)) {
                return Optional.empty();
            }
            known.put(jar, version);
            refused.remove(jar);
            said.remove(jar);
        } catch (JarCopy.Incomplete e) {
            return Optional.of(e.getMessage()); // known as what it was, if it was anything
        } catch (PluginBundles.Refused e) {
            refuse(jar, version, e.getMessage());
        } catch (IOException e) {
            refuse(jar, version, "it cannot be read: " + reason(e));
        } catch (RuntimeException | Error e) { // whatever somebody has put into it: the others are taken all the same
            log.error("The plugin {} made the daemon fail while it looked at it", jar, e);
            refuse(jar, version, "it cannot be used: " + PluginFailure.text(e) + " (expected: a jar that is repaired, copied over it)");
        }
        return Optional.empty();
    }

    private boolean takeJar(Path jar) throws IOException, JarCopy.Incomplete, PluginBundles.Refused, InterruptedException {
        Version before = Version.of(jar);
        try (JarCopy copy = JarCopy.of(jar, copies.resolve(INCOMING))) {
            if (!before.equals(Version.of(jar))) {
                return false; // it is being written: we are told again
            }
            checks.check(jar, copy.file());
            if (copy.symbolicName().isPresent()) {
                bundles.put(jar, copy);
                PlainJars.overlooked(copy).ifPresent(what -> log.warn("The plugin {} {}", jar.getFileName(), what));
            } else if (PlainJars.offers(copy)) {
                bundles.putPlain(jar, copy);
            } else if (!copy.isForControl()) {
                throw new PluginBundles.Refused("it is no bundle: its manifest has no Bundle-SymbolicName, and no file META-INF/services/... is named"
                        + " for an extension point" + (copy.serviceTypes().isEmpty() ? "" : ", but " + copy.serviceTypes())
                        + " (expected: one of the two)");
            } else {
                if (bundles.has(jar)) {
                    bundles.remove(jar);
                }
                forControl.add(jar);
            }
            return true;
        }
    }

    private void refuse(Path jar, Version version, String reason) {
        known.put(jar, version);
        refused.add(jar);
        say(jar, reason + (bundles.has(jar) ? "; the version from before goes on" : ""));
    }

    private void say(Path path, String reason) {
        if (!reason.equals(said.put(path, reason))) {
            String what = path.equals(folder.path()) ? "plugin folder {} cannot be used" : "plugin {} cannot be installed and is left out";
            log.error("The " + what + ": {}", path, reason);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file ? Errno.name(file) : e.toString();
    }
}
