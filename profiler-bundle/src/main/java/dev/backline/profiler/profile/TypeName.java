package dev.backline.profiler.profile;

import java.util.regex.Pattern;

/** Names of classes as people write them. */
public final class TypeName {

    /** Addresses in the names of hidden classes, which differ from run to run. */
    private static final Pattern ADDRESS = Pattern.compile("[./+]0x[0-9a-f]+");

    private TypeName() {}

    /**
     * Leaves out the address in the name of a hidden class, and turns {@code [Ljava.lang.String;} and {@code [B} into
     * {@code java.lang.String[]} and {@code byte[]}.
     */
    public static String of(String binaryName) {
        String name = ADDRESS.matcher(binaryName).replaceAll("");
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0 || dimensions == name.length()) {
            return name;
        }
        String element = name.substring(dimensions);
        String readable =
                switch (element.charAt(0)) {
                    case 'L' -> element.endsWith(";") ? element.substring(1, element.length() - 1) : element;
                    case 'Z' -> "boolean";
                    case 'B' -> "byte";
                    case 'C' -> "char";
                    case 'S' -> "short";
                    case 'I' -> "int";
                    case 'J' -> "long";
                    case 'F' -> "float";
                    case 'D' -> "double";
                    default -> element;
                };
        return readable + "[]".repeat(dimensions);
    }
}
