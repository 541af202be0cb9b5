package dev.iris.fuzz;

/** Where the fuzzer enters its process: one target, named by the argument, is given input after input. */
public final class FuzzEntry {
    private static FuzzTarget target = input -> {};
    private static HeapWatch heap = new HeapWatch();

    private FuzzEntry() {}

    /** Called once by the fuzzer. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        var type = Class.forName(arguments[0]).asSubclass(FuzzTarget.class);
        target = type.getDeclaredConstructor().newInstance();
        heap = new HeapWatch();
    }

    /** Called by the fuzzer with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.check(input);
        heap.count();
    }
}
