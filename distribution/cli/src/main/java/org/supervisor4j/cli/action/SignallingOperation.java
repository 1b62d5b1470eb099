package org.supervisor4j.cli.action;

import org.supervisor4j.cli.rpc.FaultCode;

/** What stopping and signalling have in common: the faults. */
abstract class SignallingOperation extends ProcessOperation {

    SignallingOperation(Session session) {
        super(session);
    }

    @Override
    String reason(int fault) {
        return switch (fault) {
            case FaultCode.BAD_NAME -> "no such process";
            case FaultCode.BAD_SIGNAL -> "bad signal name";
            case FaultCode.NOT_RUNNING -> "not running";
            default -> null;
        };
    }

    @Override
    boolean tellsItself(int fault) {
        return fault == FaultCode.FAILED;
    }
}
