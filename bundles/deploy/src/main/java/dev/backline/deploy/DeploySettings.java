package dev.backline.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What operators may set of the deploy folder. */
@ObjectClassDefinition(name = "Deploy folder")
public @interface DeploySettings {

    @AttributeDefinition(
            name = "Which jars are installed",
            description =
                    "trusted: those whose SHA-256 stands in conf/trusted-bundles.sha256, or that are signed with a"
                            + " certificate of conf/trusted-signers.pem. any: all of them",
            options = {@Option(label = "trusted", value = "trusted"), @Option(label = "any", value = "any")})
    String trust() default "trusted";

    @AttributeDefinition(
            name = "How often the folder is looked at (milliseconds)",
            description = "A file counts as copied when it did not change for as long",
            min = "100",
            max = "60000")
    int pollMillis() default 1000;
}
