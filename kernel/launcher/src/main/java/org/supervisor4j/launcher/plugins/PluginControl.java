package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.InstallTerms;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.plugin.PluginException.Reason;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.Plugins;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.posix.Errno;

/**
 * Changes the folder of plugins by request, and lets what follows it look at once.
 *
 * <p><b>Threading:</b> any. While something is done nobody else looks at the folder: what follows it has the same lock. Plugins are asked without
 * it what has become of them.
 */
final class PluginControl implements Plugins {

    private static final Logger log = LoggerFactory.getLogger(PluginControl.class);
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,195}\\.jar");

    private final Path folder;
    private final DropIns dropIns;
    private final PluginBundles bundles;
    private final PluginReports reports;
    private final JarChecks checks;
    private final Path copies;

    /** @param copies a folder that is ours alone */
    PluginControl(Path folder, DropIns dropIns, PluginBundles bundles, PluginReports reports, JarChecks checks, Path copies) {
        this.folder = folder;
        this.dropIns = dropIns;
        this.bundles = bundles;
        this.reports = reports;
        this.checks = checks;
        this.copies = copies;
    }

    @Override
    public List<PluginInfo> all() {
        return reports.all();
    }

    @Override
    public PluginInfo install(String fileName, byte[] jar, InstallTerms terms) throws PluginException, InterruptedException {
        checkName(fileName);
        checkSum(fileName, terms, Checksums.of(jar));
        synchronized (dropIns) {
            try {
                install(fileName, Files.write(incoming(), jar), terms);
            } catch (IOException e) {
                throw failed("it cannot be installed", fileName, e);
            }
        }
        return report(folder.resolve(fileName));
    }

    @Override
    public PluginInfo install(Path jar, InstallTerms terms) throws PluginException, InterruptedException {
        String fileName = String.valueOf(jar.getFileName());
        checkName(fileName);
        if (!Files.isRegularFile(jar)) {
            throw new PluginException(Reason.NO_FILE, jar + " is no file that supervisord can see");
        }
        synchronized (dropIns) {
            try {
                Files.copy(jar, incoming(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new PluginException(Reason.NO_FILE, jar + " cannot be read by supervisord: " + reason(e));
            }
            try {
                checkSum(fileName, terms, Checksums.of(incoming()));
                install(fileName, incoming(), terms);
            } catch (IOException e) {
                throw failed("it cannot be installed", fileName, e);
            }
        }
        return report(folder.resolve(fileName));
    }

    /** Nobody else writes there. */
    private Path incoming() {
        return copies.resolve("requested.jar");
    }

    private static void checkName(String fileName) throws PluginException {
        if (!FILE_NAME.matcher(fileName).matches()) {
            throw new PluginException(Reason.BAD_ARGUMENT,
                    fileName + " (expected: a name of letters, digits and . _ + - that ends in .jar)");
        }
    }

    private static void checkSum(String fileName, InstallTerms terms, String found) throws PluginException {
        Optional<String> expected = terms.sha256();
        if (expected.isPresent() && !Checksums.isOne(expected.get())) {
            throw new PluginException(Reason.BAD_ARGUMENT, "sha256: " + expected.get() + " (expected: 64 hexadecimal digits)");
        }
        if (expected.isPresent() && !expected.get().toLowerCase(Locale.ROOT).equals(found)) {
            throw new PluginException(Reason.REFUSED,
                    fileName + ": its SHA-256 is " + found + " (expected: " + expected.get() + ", as was asked for)");
        }
    }

    private PluginInfo report(Path jar) throws PluginException {
        return reports.of(jar).orElseThrow(() -> new PluginException(
                Reason.NO_SUCH_PLUGIN, jar.getFileName() + " (it has gone again meanwhile)"));
    }

    private void install(String fileName, Path source, InstallTerms terms)
            throws IOException, PluginException, InterruptedException {
        Path target = folder.resolve(fileName);
        Set<Path> concerned = new LinkedHashSet<>(Set.of(target));
        try (JarCopy copy = JarCopy.of(source, copies.resolve("checked.jar"))) {
            checks.check(target, copy.file());
            Optional<String> symbolicName = symbolicName(copy, fileName);
            symbolicName.ifPresent(name -> concerned.addAll(bundles.named(name)));
            checkTouched(fileName, symbolicName, concerned, terms);
            requireFolder();
            FolderChange.recover(folder);
            FolderChange change = FolderChange.put(copy.file(), target, concerned);
            dropIns.followOnly(concerned);
            Optional<String> refusal = dropIns.refusal(target).or(dropIns::refusalOfAll); // by now, while it was done
            if (refusal.isPresent()) {
                change.undo();
                dropIns.followOnly(concerned);
                throw new PluginException(Reason.REFUSED, fileName + ": " + refusal.get());
            }
            change.complete();
        } catch (JarCopy.Incomplete e) {
            throw new PluginException(Reason.REFUSED, fileName + ": " + e.getMessage() + " (expected: a complete jar)");
        } catch (PluginBundles.Refused e) {
            throw new PluginException(Reason.REFUSED, fileName + ": " + e.getMessage());
        } finally {
            Files.deleteIfExists(source);
        }
        log.info("Plugin {} was installed by request of {}", fileName, RpcCaller.current());
    }

    /** What it would replace, by its name or by that of its file, may be what this request needs to be answered. */
    private void checkTouched(String fileName, Optional<String> symbolicName, Set<Path> concerned, InstallTerms terms)
            throws PluginException {
        Set<String> touched = new TreeSet<>(symbolicName.stream().toList());
        for (Path jar : concerned) {
            bundles.bundle(jar).map(Bundle::getSymbolicName).ifPresent(touched::add);
            if (Files.isDirectory(jar)) {
                throw new PluginException(Reason.REFUSED, fileName + ": " + jar.getFileName()
                        + " is the same plugin, and a folder (expected: the folder is removed by hand before)");
            }
        }
        touched.retainAll(terms.untouchable());
        if (!touched.isEmpty()) {
            throw new PluginException(Reason.REFUSED, fileName + ": " + String.join(", ", touched)
                    + " carries requests such as this one and is not replaced by one (expected: its jar is copied by hand)");
        }
    }

    /** Nothing is done that nobody would take notice of. */
    private void requireFolder() throws PluginException {
        Optional<String> refusal = dropIns.refusalOfAll();
        if (refusal.isPresent()) {
            throw new PluginException(Reason.REFUSED, "the plugin folder " + folder + " cannot be used: " + refusal.get());
        }
    }

    /** Of a plain jar that under which it will be a bundle. */
    private static Optional<String> symbolicName(JarCopy copy, String fileName) {
        return copy.symbolicName().or(() -> PlainJars.offers(copy)
                ? Optional.of(PlainIdentity.of(copy, fileName).symbolicName())
                : Optional.empty());
    }

    @Override
    public void remove(String name) throws PluginException, InterruptedException {
        synchronized (dropIns) {
            Path jar = named(name);
            if (Files.isDirectory(jar)) {
                throw new PluginException(Reason.REFUSED, jar.getFileName() + ": it is a folder (expected: it is removed by hand)");
            }
            requireFolder();
            try {
                Files.deleteIfExists(jar);
                Files.deleteIfExists(JarChecks.checksumFile(jar));
            } catch (IOException e) {
                throw failed("it cannot be removed", jar.getFileName().toString(), e);
            }
            log.info("Plugin {} is removed by request of {}", jar.getFileName(), RpcCaller.current());
            dropIns.followOnly(Set.of(jar));
        }
    }

    @Override
    public PluginInfo restart(String name) throws PluginException, InterruptedException {
        Path jar;
        synchronized (dropIns) {
            jar = named(name);
            requireFolder();
            log.info("Plugin {} is restarted by request of {}", jar.getFileName(), RpcCaller.current());
            dropIns.reload(jar);
            Optional<String> refusal = dropIns.refusal(jar).or(dropIns::refusalOfAll);
            if (refusal.isPresent()) {
                throw new PluginException(Reason.REFUSED, jar.getFileName() + ": " + refusal.get());
            }
        }
        return report(jar);
    }

    private Path named(String name) throws PluginException {
        Set<Path> jars = dropIns.jars();
        for (String fileName : List.of(name, name + ".jar")) {
            Optional<Path> jar = jars.stream().filter(path -> path.getFileName().toString().equals(fileName)).findFirst();
            if (jar.isPresent()) {
                return jar.get();
            }
        }
        List<Path> same = jars.stream()
                .filter(jar -> bundles.bundle(jar).map(Bundle::getSymbolicName).filter(name::equals).isPresent())
                .toList();
        return switch (same.size()) {
            case 1 -> same.getFirst();
            case 0 -> throw new PluginException(Reason.NO_SUCH_PLUGIN, name);
            default -> throw new PluginException(Reason.BAD_ARGUMENT, name + " is "
                    + String.join(" and ", same.stream().map(jar -> jar.getFileName().toString()).toList()) + " (expected: one of them)");
        };
    }

    private static PluginException failed(String what, String fileName, IOException e) {
        return new PluginException(Reason.FAILED,
                fileName + ": " + what + ": " + reason(e) + " (expected: a folder plugins/ that the user of supervisord can write to)");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file ? Errno.name(file) + " for " + file.getFile() : e.toString();
    }
}
