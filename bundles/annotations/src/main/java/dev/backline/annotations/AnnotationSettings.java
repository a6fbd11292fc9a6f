package dev.backline.annotations;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the annotations. */
@ObjectClassDefinition(name = "Annotations in Grafana")
public @interface AnnotationSettings {

    @AttributeDefinition(
            name = "Where Grafana is",
            description = "For example https://grafana.example.org/; empty for no annotations")
    String url() default "";

    @AttributeDefinition(
            name = "Token of a service account",
            description = "With the permission annotations:create; keep it in a secret",
            type = AttributeType.PASSWORD)
    String _token() default "";

    @AttributeDefinition(name = "Tags of each annotation")
    String[] tags() default "backline";
}
