package dev.backline.profiler.engine;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What else {@code jcmd} asks of a JVM, asked from within. */
public final class DiagnosticCommand {

    private static final String BEAN = "com.sun.management:type=DiagnosticCommand";

    private DiagnosticCommand() {}

    /**
     * Runs one in this process.
     *
     * @param name as its bean has it, for example {@code gcClassHistogram} for {@code GC.class_histogram}
     * @return what it prints
     * @throws JMException when this JVM has no such command
     */
    public static String run(String name, String... arguments) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(BEAN), name, new Object[] {arguments}, new String[] {String[].class.getName()}));
    }
}
