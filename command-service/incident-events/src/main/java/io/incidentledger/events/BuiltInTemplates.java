package io.incidentledger.events;

import java.util.List;

/** The templates of an organisation that wrote none; one of the same name takes their place. */
public final class BuiltInTemplates {
    private static final List<TemplateSet> ALL =
            List.of(
                    template(
                            "internal",
                            Audience.INTERNAL,
                            """
                            **{{number}} {{title}}**{{#severity}} ({{severity}}){{/severity}}, status: {{status}}.
                            {{#impact}}

                            Impact: {{impact}}
                            {{/impact}}
                            {{#now}}

                            {{now}}
                            {{/now}}
                            {{#nextUpdateDue}}

                            Next update by {{nextUpdateDue}}.
                            {{/nextUpdateDue}}
                            """),
                    template(
                            "stakeholder",
                            Audience.STAKEHOLDER,
                            """
                            **{{title}}**{{#services}} ({{services}}){{/services}}, status: {{status}}.
                            {{#impact}}

                            Impact: {{impact}}
                            {{/impact}}
                            {{#now}}

                            {{now}}
                            {{/now}}
                            {{#estimate}}

                            We expect it to take {{estimate}}.
                            {{/estimate}}
                            {{#nextUpdateDue}}

                            Next update by {{nextUpdateDue}}.
                            {{/nextUpdateDue}}
                            """),
                    template(
                            "public",
                            Audience.PUBLIC,
                            """
                            {{what}}
                            {{#estimate}}

                            We expect it to take {{estimate}}.
                            {{/estimate}}
                            {{#nextUpdateDue}}

                            We will tell you more by {{nextUpdateDue}}.
                            {{/nextUpdateDue}}
                            """));

    private BuiltInTemplates() {}

    /** Each as if it had been set before everything else. */
    public static List<TemplateSet> all() {
        return ALL;
    }

    private static TemplateSet template(String name, Audience audience, String text) {
        return new TemplateSet(new TemplateName(name), 0, audience, text);
    }
}
