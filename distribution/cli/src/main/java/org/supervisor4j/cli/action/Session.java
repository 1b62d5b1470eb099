package org.supervisor4j.cli.action;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.supervisor4j.cli.json.Json;
import org.supervisor4j.cli.rpc.Credentials;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.LogStream;
import org.supervisor4j.cli.rpc.RpcClient;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.rpc.SupervisorProxy;
import org.supervisor4j.cli.rpc.TlsOptions;

/**
 * What actions share: the daemon that they talk to, input and output, and the exit status. For the main thread, but
 * for printing, which any thread may do.
 */
public final class Session implements Closeable {

    private static final String API_VERSION = "3.0";
    private static final String ERASE_LINE = "\r\033[K";
    private static final String WITHOUT_WRAPPING = "\033[?7l%s\033[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final LineInput input;
    private final boolean interactive;
    private final TlsOptions tls;
    private Credentials credentials;
    private ServerUrl url;
    private RpcClient client;
    private SupervisorProxy supervisor;
    private int exitStatus = ExitStatus.SUCCESS;
    private boolean ended;
    private final Terminal terminal = Terminal.ofThisProgram();
    private boolean messagesApart;

    /**
     * A session that connects when it is needed.
     *
     * @param url where the daemon listens
     * @param credentials who we are, or null for nobody
     * @param out takes the output, errors of actions included
     * @param err takes the errors of log streams
     * @param input where typed lines come from
     * @param interactive whether somebody is there to confirm things and to name a user
     */
    public Session(ServerUrl url, Credentials credentials, PrintStream out, PrintStream err, LineInput input,
            boolean interactive) {
        this(url, TlsOptions.NONE, credentials, out, err, input, interactive);
    }

    /**
     * The same, with something to say about TLS.
     *
     * @param tls whom to trust if another daemon is to be talked to
     */
    public Session(ServerUrl url, TlsOptions tls, Credentials credentials, PrintStream out, PrintStream err,
            LineInput input, boolean interactive) {
        this.tls = tls;
        this.credentials = credentials;
        this.out = out;
        this.err = err;
        this.input = input;
        this.interactive = interactive;
        this.url = url;
        this.client = new RpcClient(url, credentials);
        this.supervisor = new SupervisorProxy(client);
    }

    /** The daemon. */
    public SupervisorProxy supervisor() {
        return supervisor;
    }

    /**
     * Calls any method of the daemon, see {@link RpcClient#call}.
     *
     * @param method the full name
     * @param parameters its parameters
     * @return its result
     * @throws IOException if there is none
     */
    public Object call(String method, Object... parameters) throws IOException {
        return client.call(method, parameters);
    }

    /** Where the daemon listens. */
    public ServerUrl url() {
        return url;
    }

    /** Turns to another daemon; the credentials stay. */
    void open(String other) throws IOException {
        client.close();
        url = ServerUrl.parse(other, tls);
        client = new RpcClient(url, credentials);
        supervisor = new SupervisorProxy(client);
    }

    /** From now on we are somebody else. */
    private void authenticate(Credentials other) throws IOException {
        client.close();
        credentials = other;
        client = new RpcClient(url, other);
        supervisor = new SupervisorProxy(client);
    }

    /**
     * Says that the server wants to know who we are, and asks for that if somebody is there to answer.
     *
     * @return whether there was an answer, so that it is worth trying again
     * @throws IOException if there was none
     */
    boolean askWhoWeAre() throws IOException {
        print("Server requires authentication");
        if (!interactive) {
            fail(ExitStatus.GENERIC);
            return false;
        }
        String username = answer(input.readLine("Username:"));
        String password = answer(input.readPassword("Password:"));
        print("");
        authenticate(new Credentials(username, password));
        return true;
    }

    /** Asks whether to go on, if somebody is there to ask; else the answer is yes. */
    boolean confirm(String question) throws IOException {
        return !interactive || answer(input.readLine(question)).toLowerCase(Locale.ROOT).startsWith("y");
    }

    private static String answer(String line) throws EOFException {
        if (line == null) {
            throw new EOFException("EOF when reading a line");
        }
        return line;
    }

    /** Where typed lines come from. */
    LineInput input() {
        return input;
    }

    /** There are to be no more actions. */
    public void end() {
        ended = true;
    }

    /** Whether the shell is to end. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Asks the daemon for a log as it grows.
     *
     * @param path the log's path, as {@code /logtail/cat/stdout}
     */
    LogStream openLog(String path) throws IOException {
        return LogStream.open(url, credentials, path);
    }

    /** Prints a line. */
    public void print(String line) {
        (messagesApart ? err : out).println(line);
    }

    /** Whether lines go to the error output from now on, because the output is to be JSON and nothing else. */
    void setMessagesApart(boolean apart) {
        messagesApart = apart;
    }

    /** Prints a document of JSON. */
    void printJson(Object document) {
        out.println(Json.of(document));
    }

    /** What the output can do for the eye. */
    Terminal terminal() {
        return terminal;
    }

    /**
     * Writes over what stands on the terminal's current line; the next line is to follow an empty text. What is longer than
     * the line, however long that is, the terminal itself leaves out: a second line could not be taken back.
     */
    void overwrite(String text) {
        out.print(ERASE_LINE + (text.isEmpty() ? "" : WITHOUT_WRAPPING.formatted(text)));
        out.flush();
    }

    /** A further connection to the same daemon. */
    RpcClient newClient() {
        return new RpcClient(url, credentials);
    }

    /**
     * Prints bytes at once, as they are.
     *
     * @throws OutputClosedException if nobody reads them
     */
    void print(byte[] bytes, int count) throws OutputClosedException {
        out.write(bytes, 0, count);
        if (out.checkError()) { // which flushes
            throw new OutputClosedException();
        }
    }

    /** Prints a line of a log stream's error. */
    public void printError(String line) {
        err.println(line);
    }

    /** Prints what is wrong with the arguments and how the action is called, and fails. */
    void printUsage(Action action, String error, int status) {
        print(error);
        print(action.help());
        fail(status);
    }

    /** The status to exit with, so far. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Sets the exit status; the last failure counts. */
    public void fail(int status) {
        exitStatus = status;
    }

    /**
     * The check before most actions: asks the daemon for the version of its interface. If it cannot be reached or does
     * not fit, a line says so and the exit status is set.
     *
     * @return whether the action can go on
     * @throws IOException if the daemon cannot be asked for any other reason
     */
    public boolean check() throws IOException {
        try {
            String version = supervisor.apiVersion();
            if (version.equals(API_VERSION)) {
                return true;
            }
            print("Sorry, this version of supervisorctl expects to talk to a server with API version " + API_VERSION
                    + ", but the remote version is " + version + ".");
            fail(ExitStatus.NOT_INSTALLED);
        } catch (FaultException e) {
            if (e.code() != FaultCode.UNKNOWN_METHOD) {
                throw e;
            }
            print("Sorry, supervisord responded but did not recognize the supervisor namespace commands that "
                    + "supervisorctl uses to control it.  Please check that the [rpcinterface:supervisor] section is "
                    + "enabled in the configuration file (see sample.conf).");
            fail(ExitStatus.NOT_IMPLEMENTED);
        } catch (ConnectException e) {
            print(url.text() + " refused connection");
            fail(ExitStatus.NO_ACCESS);
        } catch (NoSuchFileException e) {
            print(url.text() + " no such file");
            fail(ExitStatus.NOT_RUNNING);
        }
        return false;
    }

    /** Closes the connection, if there is one; the session remains usable. */
    @Override
    public void close() throws IOException {
        client.close();
    }
}
