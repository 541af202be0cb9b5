package dev.iris.server.control;

/** The control plane's files cannot be used; the message says which and why, in words for an operator, without any secret. */
public final class ControlPlaneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ControlPlaneException(String reason) {
        super(reason);
    }

    ControlPlaneException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
