package dev.iris.server.control;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The control database: one SQLite file and the one connection that writes to it. What a transaction wrote survives a power
 * loss once it returned; one that fails leaves nothing. Thread-safe; transactions happen one at a time.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;

    private final Path file;
    private final Connection connection;
    private final Jdbi jdbi;
    private final ReentrantLock turn = new ReentrantLock();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /** Opens the file, made if it is not there, and brings its tables up to date. */
    static Database open(Path file) {
        PrivateFiles.makeFile(file);
        var source = source(file);
        try {
            migrate(source);
            return new Database(file, source.getConnection());
        } catch (FlywayException | SQLException e) {
            throw failed(file, e);
        }
    }

    /** Runs the work in a transaction of its own. */
    <T> T ask(Function<Handle, T> work) {
        turn.lock();
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw failed(file, e);
        } finally {
            turn.unlock();
        }
    }

    /** Runs the work in a transaction of its own. */
    void write(Consumer<Handle> work) {
        ask(handle -> {
            work.accept(handle);
            return true;
        });
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(file, e);
        } finally {
            turn.unlock();
        }
    }

    private static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static void migrate(SQLiteDataSource source) {
        // Without patterns to ignore, a file that a newer version wrote is refused.
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:dev/iris/server/control")
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    /** SQLite's own words, without the statement and its arguments. */
    private static ControlPlaneException failed(Path file, Exception e) {
        var reason = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(t -> String.valueOf(t.getMessage()))
                .reduce((_, last) -> last)
                .orElse("it was written by a newer version or is damaged");
        return new ControlPlaneException("the control database " + file + " cannot be used: " + reason, e);
    }
}
