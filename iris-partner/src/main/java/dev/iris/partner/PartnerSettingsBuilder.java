package dev.iris.partner;

import dev.iris.model.Method;
import dev.iris.model.Secret;
import java.util.Set;

/** Partner settings under construction; each method sets what the component of {@link PartnerSettings} says. Confined. */
public final class PartnerSettingsBuilder {
    private int port;
    private Set<Secret> credentials = Set.of(Secret.of(PartnerSettings.SAMPLE_CREDENTIAL));
    private String userAgent = PartnerSettings.USER_AGENT;
    private Method method = Method.POST;
    private int maxUsers = 10;
    private boolean emptyPartnerId;
    private Set<String> otherHeaders = Set.of();
    private TokenLife tokenLife = new TokenLife.Untold();
    private int maxBodyBytes = 8 * 1_048_576;
    private int recordedRequests = 100;
    private int receivedUsers;
    private UserWatcher watcher = UserWatcher.NONE;
    private FaultScript script = FaultScript.NONE;

    PartnerSettingsBuilder() {}

    public PartnerSettingsBuilder port(int value) {
        port = value;
        return this;
    }

    /** The credential of the only client. */
    public PartnerSettingsBuilder credential(Secret value) {
        return credentials(Set.of(value));
    }

    public PartnerSettingsBuilder credentials(Set<Secret> values) {
        credentials = Set.copyOf(values);
        return this;
    }

    public PartnerSettingsBuilder userAgent(String value) {
        userAgent = value;
        return this;
    }

    public PartnerSettingsBuilder method(Method value) {
        method = value;
        return this;
    }

    public PartnerSettingsBuilder maxUsers(int value) {
        maxUsers = value;
        return this;
    }

    public PartnerSettingsBuilder emptyPartnerId(boolean value) {
        emptyPartnerId = value;
        return this;
    }

    public PartnerSettingsBuilder otherHeaders(String... names) {
        otherHeaders = Set.of(names);
        return this;
    }

    public PartnerSettingsBuilder tokenLife(TokenLife value) {
        tokenLife = value;
        return this;
    }

    public PartnerSettingsBuilder maxBodyBytes(int value) {
        maxBodyBytes = value;
        return this;
    }

    public PartnerSettingsBuilder recordedRequests(int value) {
        recordedRequests = value;
        return this;
    }

    public PartnerSettingsBuilder receivedUsers(int value) {
        receivedUsers = value;
        return this;
    }

    public PartnerSettingsBuilder watcher(UserWatcher value) {
        watcher = value;
        return this;
    }

    public PartnerSettingsBuilder script(FaultScript value) {
        script = value;
        return this;
    }

    /** The settings; a value out of range is an {@link IllegalArgumentException}. */
    public PartnerSettings build() {
        return new PartnerSettings(
                port,
                credentials,
                userAgent,
                method,
                maxUsers,
                emptyPartnerId,
                otherHeaders,
                tokenLife,
                maxBodyBytes,
                recordedRequests,
                receivedUsers,
                watcher,
                script);
    }
}
