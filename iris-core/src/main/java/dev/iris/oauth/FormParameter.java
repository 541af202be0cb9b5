package dev.iris.oauth;

/** One parameter of a token request. Its text form shows the name alone. */
record FormParameter(String name, String value) {
    /** As it stands in the body. */
    String encoded() {
        return ClientProof.form(name) + "=" + ClientProof.form(value);
    }

    @Override
    public String toString() {
        return name + "=***";
    }
}
