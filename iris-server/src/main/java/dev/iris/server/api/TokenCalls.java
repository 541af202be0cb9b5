package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.ObjectBuilder;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.server.control.AccessTokenView;
import dev.iris.server.control.AccessTokens;
import dev.iris.server.control.Scope;
import dev.iris.server.control.TokenCreation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists, makes and revokes access tokens. Thread-safe. */
final class TokenCalls {
    private final AccessTokens tokens;

    TokenCalls(AccessTokens tokens) {
        this.tokens = tokens;
    }

    Answer list(Call call) {
        var all = tokens.list().stream().map(view -> document(view).build()).toList();
        return Answer.json(
                200, JsonValue.object().put("tokens", JsonValue.array(all)).build());
    }

    Answer create(Call call) {
        var problems = new ArrayList<Problem>();
        var document = Members.of(call.document(), "", problems);
        var name = document.required("name", document.text("name", AccessTokens::requireName));
        var scope = document.required("scope", document.text("scope", TokenCalls::scope));
        document.refuseUnknown();
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.fields(problems));
        }
        return answer(tokens.create(name.orElseThrow(), scope.orElseThrow(), call.actor()));
    }

    Answer revoke(Call call) {
        var name = call.variable("name");
        return switch (tokens.revoke(name, call.actor())) {
            case REVOKED -> Answer.empty();
            case MISSING -> Refusal.of(ErrorCode.TOKEN_NOT_FOUND, "There is no access token of that name.");
            case LAST_ADMIN ->
                Refusal.of(
                        ErrorCode.LAST_ADMIN_TOKEN, "Make another token with scope admin first, then revoke this one.");
        };
    }

    private static Answer answer(TokenCreation creation) {
        return switch (creation) {
            case TokenCreation.Created(var view, var text) ->
                Answer.json(201, document(view).put("token", text.reveal()).build());
            case TokenCreation.NameTaken() ->
                Refusal.of(ErrorCode.TOKEN_NAME_TAKEN, "Choose another name, or revoke that token first.");
            case TokenCreation.TooMany(int most) ->
                Refusal.of(ErrorCode.TOO_MANY_TOKENS, "A server holds at most " + most + "; revoke one first.");
        };
    }

    private static ObjectBuilder document(AccessTokenView view) {
        return JsonValue.object()
                .put("name", view.name())
                .put("scope", text(view.scope()))
                .put("createdAt", view.createdAt().toString());
    }

    private static Scope scope(String text) {
        return find(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("is unknown (expected: admin, operate, read or ingest)"));
    }

    private static Optional<Scope> find(String text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> text(scope).equals(text))
                .findFirst();
    }

    private static String text(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
