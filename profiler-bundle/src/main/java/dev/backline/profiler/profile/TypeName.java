package dev.backline.profiler.profile;

/** Names of classes as people write them. */
public final class TypeName {

    private TypeName() {}

    /** Turns {@code [Ljava.lang.String;} and {@code [B} into {@code java.lang.String[]} and {@code byte[]}. */
    public static String of(String name) {
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
