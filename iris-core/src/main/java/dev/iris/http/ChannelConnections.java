package dev.iris.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientAgent;

/**
 * A channel's connections: who makes them, how long they live and what they show of Iris. Thread-safe.
 *
 * @param loop the one event loop on which all of them are: an exchange goes from none to another
 */
record ChannelConnections(HttpClientAgent client, Context loop, ConnectionLives lives, IdentityKeys keys) {}
