package dev.iris.cli;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The dead letters that a command means, page by page; each is asked for when it is wanted. Confined to its creator. */
final class LetterPages implements Iterator<List<JsonObject>> {
    private static final int LETTERS = 1_000;

    private final ApiClient api;
    private final LetterOptions meant;
    private String after = "";
    private boolean ended;

    LetterPages(ApiClient api, LetterOptions meant) {
        this.api = api;
        this.meant = meant;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public List<JsonObject> next() {
        if (ended) {
            throw new NoSuchElementException("there are no more pages");
        }
        var page = api.get(meant.page(LETTERS, after)).orFail().body();
        after = Reading.text(page, "next");
        ended = after.isEmpty();
        return Reading.objects(page, "deadLetters");
    }
}
