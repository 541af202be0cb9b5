package dev.iris.deliver;

import dev.iris.http.HttpHeader;
import java.util.List;

/** What lets one segment request in. Thread-safe. */
interface Pass {
    /** The headers that carry it; none when everybody is let in. */
    List<HttpHeader> headers();

    /** The partner took it. */
    void accept();

    /** The text with every occurrence of a secret of it masked. */
    String mask(String text);
}
