package dev.iris.partner;

/** A request after which nothing can be read any more on its connection: to be answered and the connection closed. */
final class UnreadableRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;

    UnreadableRequestException(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
