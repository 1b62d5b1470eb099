package org.supervisor4j.cli.shell;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.supervisor4j.cli.action.InterruptedByUserException;

/** A terminal: lines can be edited, called back from the history, and completed by the tab key. */
final class TerminalInput implements ShellInput {

    private static final Size USUAL = new Size(80, 24);
    private static final long HANDLER_BOUND_MILLIS = 500;
    private static final Character INVISIBLE = '\0';
    /** What Linux makes of a Ctrl-D that is typed while no line is read: see {@code n_tty.c}, {@code __DISABLED_CHAR}. */
    private static final String LATE_END_OF_INPUT = "\0";
    private static final List<String> ARROW_INTRODUCERS = List.of("\033[", "\033O");
    private static final Logger JLINE = Logger.getLogger("org.jline"); // kept, or it would forget its level

    private final Terminal terminal;
    private final LineReader reader;
    private final HistoryFile historyFile;
    private final int earlier; // lines of the history
    private Completion completion;

    /** A terminal that is ours to close. */
    TerminalInput(Terminal terminal, HistoryFile historyFile) {
        this.terminal = terminal;
        this.historyFile = historyFile;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(words())
                .completer((_, line, candidates) -> propose(line, candidates))
                .variable(LineReader.HISTORY_SIZE, Integer.MAX_VALUE)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.BRACKETED_PASTE, false) // lines that are pasted are run one by one
                .option(Option.HISTORY_IGNORE_SPACE, false)
                .option(Option.AUTO_MENU, false) // the tab key shows what there is, it does not choose
                .option(Option.COMPLETE_MATCHER_TYPO, false)
                .option(Option.COMPLETE_MATCHER_CAMELCASE, false)
                .build();
        bindArrowKeys(reader.getKeyMaps().get(LineReader.MAIN));
        reader.getKeyMaps().get(LineReader.MAIN).bind((Widget) this::endUnlessHalfTyped, LATE_END_OF_INPUT);
        reader.getHistory().attach(reader); // or only the first line that is read would tell it how much it may hold
        historyFile.read().forEach(reader.getHistory()::add);
        this.earlier = reader.getHistory().size();
    }

    /** JLine knows the form that the terminal is asked to send; some send the other one all the same. */
    private static void bindArrowKeys(KeyMap<Binding> keys) {
        for (String introducer : ARROW_INTRODUCERS) {
            keys.bindIfNotBound(new Reference(LineReader.UP_LINE_OR_SEARCH), introducer + "A");
            keys.bindIfNotBound(new Reference(LineReader.DOWN_LINE_OR_SEARCH), introducer + "B");
            keys.bindIfNotBound(new Reference(LineReader.FORWARD_CHAR), introducer + "C");
            keys.bindIfNotBound(new Reference(LineReader.BACKWARD_CHAR), introducer + "D");
            keys.bindIfNotBound(new Reference(LineReader.END_OF_LINE), introducer + "F");
            keys.bindIfNotBound(new Reference(LineReader.BEGINNING_OF_LINE), introducer + "H");
        }
    }

    private boolean endUnlessHalfTyped() {
        if (reader.getBuffer().length() == 0) {
            throw new EndOfFileException();
        }
        return false;
    }

    /**
     * The terminal of standard input and output.
     *
     * @param history where lines are kept, or null for nowhere
     * @throws IOException if it cannot be set to anything
     */
    static TerminalInput open(Path history) throws IOException {
        JLINE.setLevel(Level.OFF); // a type of terminal that nobody here has heard of is no reason for a stack trace
        Terminal terminal;
        try {
            terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("exec") // stty: neither a native library nor a flag for the JVM
                    .dumb(false)
                    .nativeSignals(true)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
        } catch (IllegalStateException e) {
            throw new IOException("cannot use the terminal", e);
        }
        if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) { // one that does not know, as in some containers
            terminal.setSize(USUAL);
        }
        // Ctrl-\, which a JVM answers with pages on its threads, across what is being typed. Closing sets it again.
        Attributes attributes = terminal.getAttributes();
        attributes.setControlChar(ControlChar.VQUIT, 0);
        terminal.setAttributes(attributes);
        return new TerminalInput(terminal, new HistoryFile(history));
    }

    /** Words end at white space only; there is no quoting. */
    private static DefaultParser words() {
        DefaultParser parser = new DefaultParser();
        parser.setQuoteChars(new char[0]);
        parser.setEscapeChars(new char[0]);
        return parser;
    }

    @Override
    public void complete(Completion newCompletion) {
        completion = newCompletion;
    }

    private void propose(ParsedLine line, List<Candidate> candidates) {
        if (completion != null) {
            String typed = line.word().substring(0, line.wordCursor());
            completion.candidates(line.line(), typed).forEach(name -> candidates.add(new Candidate(name)));
        }
    }

    @Override
    public String readLine(String prompt) throws IOException {
        return read(prompt, null);
    }

    @Override
    public String readPassword(String prompt) throws IOException {
        return read(prompt, INVISIBLE);
    }

    private String read(String prompt, Character mask) throws IOException {
        if (completion != null) {
            completion.forget();
        }
        if (Thread.interrupted()) { // Ctrl-C came between two lines
            throw new InterruptedByUserException();
        }
        try {
            return reader.readLine(prompt, mask);
        } catch (UserInterruptException e) {
            throw new InterruptedByUserException();
        } catch (EndOfFileException e) {
            return null;
        } catch (IOError e) {
            if (e.getCause() instanceof InterruptedIOException || wasCtrlC()) {
                throw new InterruptedByUserException();
            }
            return null; // the terminal is gone: nothing more will come
        }
    }

    /** Ctrl-C kills a stty that is at work, too; then our own interrupt is there or under way, and belongs to nothing else. */
    private static boolean wasCtrlC() {
        try {
            new CountDownLatch(1).await(HANDLER_BOUND_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : reader.getHistory()) {
            lines.add(entry.line());
        }
        historyFile.append(lines.subList(earlier, lines.size()));
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        }
    }
}
