package dev.iris.format;

import dev.iris.model.Message;

/** What one rendering has written so far, within its bounds. Confined to one rendering. */
final class Sheet {
    /** Characters of one message, besides those for each user. */
    static final int BASE = 4 << 20;

    /** Characters more for each user. */
    static final int PER_USER = 512 << 10;

    /** Characters of any message. */
    static final int MOST = 64 << 20;

    /** Parts written and elements gone through, the bound of time. */
    static final int MOST_STEPS = 10_000_000;

    private final StringBuilder text = new StringBuilder(4_096);
    private final int most;
    private int stepsLeft = MOST_STEPS;

    private Sheet(int most) {
        this.most = most;
    }

    /** A sheet with room for the message. */
    static Sheet of(Message message) {
        return new Sheet(
                (int) Math.min(MOST, BASE + (long) PER_USER * message.users().size()));
    }

    void write(String part) throws TemplateLimitException {
        steps(1);
        text.append(part);
        requireRoom();
    }

    void write(String value, Escape escape) throws TemplateLimitException {
        steps(1);
        escape.append(text, value);
        requireRoom();
    }

    /** Counts work that writes nothing. */
    void steps(int count) throws TemplateLimitException {
        stepsLeft -= count;
        if (stepsLeft < 0) {
            throw new TemplateLimitException("more than " + MOST_STEPS + " steps for one message");
        }
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void requireRoom() throws TemplateLimitException {
        if (text.length() > most) {
            throw new TemplateLimitException("more than " + most + " characters for one message");
        }
    }
}
