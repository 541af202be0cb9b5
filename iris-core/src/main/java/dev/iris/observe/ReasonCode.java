package dev.iris.observe;

import java.util.Locale;

/** Why a destination is not being served: code, words, and what to do. The single source for status, logs and documents. */
public enum ReasonCode {
    CERTIFICATE_UNTRUSTED(
            "The partner's certificate is not signed by a trusted authority or is not valid now.",
            "Have the partner renew the certificate, or add its authority to egress.trustedCertificates."),
    CERTIFICATE_HOST(
            "The partner's certificate is for another host name.",
            "Correct the host in the endpoint, or have the partner issue a certificate for it."),
    ADDRESS_FORBIDDEN(
            "The endpoint's host is at an address that is not public.",
            "Correct the endpoint, or allow the address range in egress.allow."),
    REDIRECT("The partner answered with a redirect, which is never followed.", "Set the endpoint to the final URL."),
    CREDENTIAL_REFUSED(
            "The partner refused the credential.", "Compare the credential with the partner's and set it again."),
    SECRET_UNREADABLE(
            "A secret that stands in a file cannot be read.",
            "Put the file back below secrets.directory, readable by the server; it is read again for the next"
                    + " attempt."),
    TOKEN_UNUSABLE(
            "The token endpoint's answer held no usable bearer token.",
            "Show the partner what its token endpoint answers; the contract asks for JSON with token_type and"
                    + " access_token."),
    UNEXPECTED_STATUS(
            "The partner answered with a status that is not a success.",
            "Look at the attempts, then ask the partner what that answer means."),
    UNREACHABLE(
            "No connection to the partner could be made or kept.",
            "Check the endpoint's host and port, the network and the partner's state."),
    TIMEOUT(
            "The partner did not answer in time.",
            "Ask the partner for its response times; for segment requests delivery.timeout may be raised."),
    THROTTLED(
            "The partner asked to be sent less.",
            "Nothing to do now: Iris waits and loses nothing. Ask the partner for a higher limit if the backlog"
                    + " grows."),
    REFUSES_EVERYTHING(
            "The partner refused several different users in a row and took none between.",
            "Ask the partner what changed on its side; nothing is lost, and a probe looks whether it takes users"
                    + " again."),
    TEMPLATE_LIMIT(
            "The template gives more than one message may be.",
            "Change the template, or set a lower aggregation.maxUsers; nothing is lost."),
    ENTRY_REFUSED(
            "The partner does not take this user.",
            "Look at what was sent and have the partner take it; then replay the dead letter."),
    TOO_OLD(
            "The update waited longer than delivery.maxAge without being taken.",
            "Find out why the partner took nothing so long; then replay the dead letter, or raise delivery.maxAge.");

    private final String text;
    private final String action;

    ReasonCode(String text, String action) {
        this.text = text;
        this.action = action;
    }

    /** The code as it stands in answers and logs, such as {@code certificate-host}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happened, one sentence. */
    public String text() {
        return text;
    }

    /** What an operator does about it, one sentence. */
    public String action() {
        return action;
    }
}
