package org.supervisor4j.cli.action;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import org.supervisor4j.cli.rpc.Credentials;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.LogStream;
import org.supervisor4j.cli.rpc.RpcClient;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** What actions share: the daemon that they talk to, the output and the exit status. Not thread-safe. */
public final class Session implements Closeable {

    private static final String API_VERSION = "3.0";

    private final Credentials credentials;
    private final PrintStream out;
    private final PrintStream err;
    private ServerUrl url;
    private RpcClient client;
    private SupervisorProxy supervisor;
    private int exitStatus = ExitStatus.SUCCESS;

    /**
     * A session that connects when it is needed.
     *
     * @param url where the daemon listens
     * @param credentials who we are, or null for nobody
     * @param out takes the output, errors of actions included
     * @param err takes the errors of log streams
     */
    public Session(ServerUrl url, Credentials credentials, PrintStream out, PrintStream err) {
        this.credentials = credentials;
        this.out = out;
        this.err = err;
        this.url = url;
        this.client = new RpcClient(url, credentials);
        this.supervisor = new SupervisorProxy(client);
    }

    /** The daemon. */
    public SupervisorProxy supervisor() {
        return supervisor;
    }

    /** Where the daemon listens. */
    public ServerUrl url() {
        return url;
    }

    /** Turns to another daemon; the credentials stay. */
    void open(ServerUrl other) throws IOException {
        client.close();
        url = other;
        client = new RpcClient(other, credentials);
        supervisor = new SupervisorProxy(client);
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
        out.println(line);
    }

    /** Prints bytes at once, as they are. */
    void print(byte[] bytes, int count) {
        out.write(bytes, 0, count);
        out.flush();
    }

    /** Prints a line of a log stream's error. */
    void printError(String line) {
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
