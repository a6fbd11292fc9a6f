package dev.backline.profiler.profile;

import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedFrame;

/**
 * A method on a stack.
 *
 * @param className binary name with dots; empty for native code
 * @param method name of the method, or of the native function
 * @param code how it ran
 */
public record Frame(String className, String method, Code code) {

    private static final Pattern LIBRARY = Pattern.compile("\\.(so[.\\d]*|dylib)$|^\\[");

    /** How code runs. */
    public enum Code {
        INTERPRETED,
        JIT,
        INLINED,
        NATIVE,
        CPP,
        KERNEL,
        C1
    }

    static Frame of(RecordedFrame frame) {
        if (frame.getMethod() == null) {
            return new Frame("", "[unknown]", Code.NATIVE);
        }
        String type = frame.getMethod().getType() == null
                ? ""
                : frame.getMethod().getType().getName();
        String method = String.valueOf(frame.getMethod().getName());
        if (method.startsWith("/")) {
            // A library without names of functions; where it lies differs from run to run.
            method = "[" + method.substring(method.lastIndexOf('/') + 1) + "]";
        }
        Code code = code(String.valueOf(frame.getType()));
        return new Frame(className(type, code), method, code);
    }

    /** Where native code is from is no class, whatever a recording calls it. */
    static String className(String type, Code code) {
        boolean isNative =
                code == Code.CPP || code == Code.KERNEL || LIBRARY.matcher(type).find();
        return isNative ? "" : TypeName.of(type);
    }

    private static Code code(String type) {
        return switch (type) {
            case "Interpreted" -> Code.INTERPRETED;
            case "Inlined" -> Code.INLINED;
            case "Native" -> Code.NATIVE;
            case "C++" -> Code.CPP;
            case "Kernel" -> Code.KERNEL;
            case "C1 compiled" -> Code.C1;
            default -> Code.JIT;
        };
    }

    /** Package of its class; empty for native code and classes without one. */
    public String packageName() {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    /** Class and method, or the function. */
    public String label() {
        return className.isEmpty() ? method : className + "." + method;
    }
}
