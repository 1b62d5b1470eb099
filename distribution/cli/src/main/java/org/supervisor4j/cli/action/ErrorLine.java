package org.supervisor4j.cli.action;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.cli.rpc.DisconnectedException;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.HttpStatusException;
import org.supervisor4j.cli.rpc.MalformedReplyException;
import org.supervisor4j.cli.rpc.UnknownProtocolException;
import org.supervisor4j.config.expansion.PythonLiteral;

/**
 * How a failure that has no line of its own is shown. Scripts know the names of the reference's exception classes, so
 * we say those where there is a counterpart; the reference's source file and line number are left out.
 */
final class ErrorLine {

    private ErrorLine() {
    }

    /** The whole line: {@code error: <class '...'>, ...}. */
    static String of(Throwable failure) {
        return "error: " + type(failure) + ", " + text(failure);
    }

    /** The class, as in {@code <class 'ConnectionRefusedError'>}. */
    static String type(Throwable failure) {
        return "<class '" + switch (failure) {
            case FaultException _, RpcFault _ -> "xmlrpc.client.Fault";
            case HttpStatusException _ -> "xmlrpc.client.ProtocolError";
            case MalformedReplyException _ -> "xmlrpc.client.ResponseError";
            case DisconnectedException _ -> "http.client.RemoteDisconnected";
            case ConnectException e when isTimeout(e) -> "TimeoutError";
            case ConnectException _ -> "ConnectionRefusedError";
            case NoSuchFileException _ -> "FileNotFoundError";
            case AccessDeniedException _ -> "PermissionError";
            case UnknownHostException _ -> "socket.gaierror";
            case UnknownProtocolException _, UnknownResultException _ -> "ValueError";
            case ArithmeticException _ -> "OverflowError";
            case OutputClosedException _ -> "BrokenPipeError";
            case EOFException _ -> "EOFError";
            case OutOfMemoryError _ -> "MemoryError";
            case StackOverflowError _ -> "RecursionError";
            case SSLException _ -> "ssl.SSLError";
            case java.io.IOException _ -> "OSError";
            default -> failure.getClass().getName();
        } + "'>";
    }

    /** What happened, with the number and text of the system's error where there is one. */
    static String text(Throwable failure) {
        return switch (failure) {
            case FaultException e -> fault(e.code(), e.getMessage());
            case RpcFault e -> fault(e.code(), e.getMessage());
            case HttpStatusException e ->
                    "<ProtocolError for 127.0.0.1/RPC2: " + e.status() + " " + e.getMessage() + ">";
            case ConnectException e when isTimeout(e) -> "[Errno 110] Connection timed out";
            case ConnectException _ -> "[Errno 111] Connection refused";
            case NoRouteToHostException _ -> "[Errno 113] No route to host";
            case NoSuchFileException _ -> "[Errno 2] No such file or directory";
            case AccessDeniedException _ -> "[Errno 13] Permission denied";
            case UnknownHostException _ -> "[Errno -2] Name or service not known";
            case ArithmeticException _ -> "int exceeds XML-RPC limits";
            case SSLHandshakeException e -> e.getMessage() + " (see ca_certs and certfile in [supervisorctl])";
            case OutOfMemoryError e -> "not enough memory: " + e.getMessage() + " (SUPERVISOR4J_OPTS=-Xmx2g allows for more)";
            case StackOverflowError _ -> "calls nested too deeply";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String fault(int code, String text) {
        return "<Fault " + code + ": " + PythonLiteral.of(text) + ">";
    }

    private static boolean isTimeout(ConnectException failure) {
        return String.valueOf(failure.getMessage()).contains("timed out"); // the JDK has no class for it
    }
}
