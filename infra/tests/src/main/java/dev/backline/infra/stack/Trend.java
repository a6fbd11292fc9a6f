package dev.backline.infra.stack;

import java.util.ArrayList;
import java.util.List;

/** Whether something that is measured again and again grows: the straight line that fits best. */
final class Trend {

    private record Point(double time, double value) {}

    private final List<Point> points = new ArrayList<>();

    /**
     * Adds a measurement.
     *
     * @param time in any unit, ascending
     */
    void add(double time, double value) {
        points.add(new Point(time, value));
    }

    int size() {
        return points.size();
    }

    /** The value in the middle of time, on the line. */
    double mean() {
        return points.stream().mapToDouble(Point::value).average().orElse(0);
    }

    /** How much it grows on the line, from the first measurement to the last; 0 when there are fewer than two. */
    double growth() {
        if (points.size() < 2) {
            return 0;
        }
        double meanTime = points.stream().mapToDouble(Point::time).average().orElse(0);
        double mean = mean();
        double together = 0;
        double alone = 0;
        for (Point point : points) {
            together += (point.time() - meanTime) * (point.value() - mean);
            alone += (point.time() - meanTime) * (point.time() - meanTime);
        }
        return together / alone * (points.getLast().time() - points.getFirst().time());
    }
}
