package dev.iris.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code iris}. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the thing checked does not conform. */
@Command(
        name = "iris",
        description = "Tells partners, within moments, which audience segments a device has entered or left.",
        mixinStandardHelpOptions = true,
        version = "iris 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            PartnerCommand.class,
            SendCommand.class,
            BenchCommand.class
        })
public final class Iris implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command and ends the program with its exit code. */
    public static void main(String[] arguments) {
        int code = runOrExplain(arguments);
        System.out.flush();
        System.exit(code);
    }

    private static int runOrExplain(String... arguments) {
        try {
            return run(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("iris: out of memory; give the JVM more, such as IRIS_JAVA_OPTS=-Xmx2g");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Runs one command; says its exit code. */
    static int run(String... arguments) {
        return run(Surroundings.ofProcess(), arguments);
    }

    /** Runs one command in other surroundings; says its exit code. */
    static int run(Surroundings around, String... arguments) {
        var program = new CommandLine(new Iris())
                .addSubcommand(new ImportCommand(around))
                .addSubcommand(new ApplyCommand(around))
                .addSubcommand(new ExportCommand(around))
                .addSubcommand(new DestinationsCommand(around))
                .addSubcommand(new DeadLettersCommand(around))
                .addSubcommand(new TokensCommand(around));
        int code = Numbers.register(program)
                .setOut(around.out())
                .setErr(around.err())
                .setExecutionExceptionHandler((e, line, _) -> explain(e, line))
                .setParameterExceptionHandler((e, _) -> explainUsage(e))
                .execute(arguments);
        if (around.out().checkError() && code == CommandLine.ExitCode.OK) {
            around.err().println("iris: the answer could not be written to standard output");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int explain(Exception failure, CommandLine line) {
        line.getErr().println("iris: " + Failures.sentence(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int explainUsage(ParameterException failure) {
        var line = failure.getCommandLine();
        line.getErr().println("iris: " + failure.getMessage());
        line.getErr().println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
