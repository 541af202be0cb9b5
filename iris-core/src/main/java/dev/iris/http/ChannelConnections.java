package dev.iris.http;

import io.vertx.core.http.HttpClientAgent;

/** A channel's connections: who makes them, how long they live and what they show of Iris. Thread-safe. */
record ChannelConnections(HttpClientAgent client, ConnectionLives lives, IdentityKeys keys) {}
