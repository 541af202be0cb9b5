package dev.iris.http;

import dev.iris.observe.ReasonCode;

/** Why there is no whole answer. */
public enum EdgeFault {
    /** Every address of the host is one that the operator does not allow; nothing was sent. */
    ADDRESS_FORBIDDEN(ReasonCode.ADDRESS_FORBIDDEN),
    /** The certificate is not signed by a trusted authority or not valid now; nothing was sent. */
    CERTIFICATE_UNTRUSTED(ReasonCode.CERTIFICATE_UNTRUSTED),
    /** The certificate is for another host; nothing was sent. */
    CERTIFICATE_HOST(ReasonCode.CERTIFICATE_HOST),
    /** The name does not resolve, no connection was made, or it broke before the answer was complete. */
    UNREACHABLE(ReasonCode.UNREACHABLE),
    /** The deadline passed; the connection, or over HTTP/2 the request alone, is ended. */
    TIMEOUT(ReasonCode.TIMEOUT),
    /** The answer is beyond a limit; the connection, or over HTTP/2 the request alone, is ended. */
    ANSWER_TOO_LARGE(ReasonCode.UNREACHABLE),
    /** The answer is no HTTP, is encoded in a way that was not asked for, or is damaged. */
    ANSWER_UNDECODABLE(ReasonCode.UNREACHABLE);

    private final ReasonCode reasonCode;

    EdgeFault(ReasonCode reasonCode) {
        this.reasonCode = reasonCode;
    }

    /** The reason an operator is shown when nothing more specific is known. */
    public ReasonCode reasonCode() {
        return reasonCode;
    }
}
