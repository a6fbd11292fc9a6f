package dev.backline.metrics.jvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What the JVM tells by names only: newer than the language level, or a diagnostic command. */
final class Inside {

    private static final Pattern TOTAL = Pattern.compile("Total = (\\d+)");

    private final MBeanServer beans;
    private final ObjectName scheduler = name("jdk.management:type=VirtualThreadScheduler");
    private final ObjectName diagnostics = name("com.sun.management:type=DiagnosticCommand");

    Inside(MBeanServer beans) {
        this.beans = beans;
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A number of the scheduler of virtual threads, which Java has since 24; not a number on an older one. */
    double virtualThreads(String attribute) {
        try {
            return beans.getAttribute(scheduler, attribute) instanceof Number number
                    ? number.doubleValue()
                    : Double.NaN;
        } catch (JMException none) {
            return Double.NaN;
        }
    }

    /** How many class loaders there are; not a number when the JVM does not say. */
    double classLoaders() {
        try {
            Object told = beans.invoke(diagnostics, "vmClassloaderStats", new Object[] {new String[0]}, new String[] {
                String[].class.getName()
            });
            Matcher total = TOTAL.matcher(String.valueOf(told));
            return total.find() ? Double.parseDouble(total.group(1)) : Double.NaN;
        } catch (JMException none) {
            return Double.NaN;
        }
    }
}
