package dev.iris.crash;

/** A partner id of a device: data source and uuid. */
record PartnerKey(String dataSource, String uuid) {}
