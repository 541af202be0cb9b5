package dev.iris.partner;

/** How far an exchange comes before it breaks off. */
public enum Moment implements Word {
    /** The request's head was read, and nothing of its body. */
    IN_REQUEST,
    /** The request was read; nothing was done and nothing is answered. */
    BEFORE_ANSWER,
    /** The work was done, and nothing is answered. */
    AFTER_WORK,
    /** Half of the head of an answer with status 200 was sent; nothing was done. */
    HALF_HEAD,
    /** The head and half of the body of an answer with status 200 were sent; nothing was done. */
    HALF_ANSWER,
    /** The work was done and the answer sent whole. */
    AFTER_ANSWER
}
