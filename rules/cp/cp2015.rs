//! CP2015 secret-as-variable-default.

use crate::rule::prelude::*;

rule!(CP2015, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mut found = Vec::new();
    for pair in service.environment() {
        let Some(value) = pair.value.filter(|it| it.contains("${")) else {
            continue;
        };
        // Only all of a value is what its name says.
        let template = interpolate::Template::parse(value);
        for (variable, word, range) in defaults(&template) {
            let whole = template.parts().len() == 1 && !variable.is_nested;
            if whole && is_set_to_credential(pair.name, word) {
                let start = variable.name_range.end;
                let part = Range { start, ..range };
                found.push((
                    pair.value_place,
                    in_pair(&pair, part),
                    variable.name.to_owned(),
                ));
            }
        }
    }
    each_scalar(service.value(), &mut |text, place| {
        if !text.contains("${") {
            return;
        }
        for (variable, word, range) in defaults(&interpolate::Template::parse(text)) {
            if is_set_to_credential(variable.name, word) {
                let start = variable.name_range.end;
                found.push((place, Range { start, ..range }, variable.name.to_owned()));
            }
        }
    });
    for (place, part, name) in found {
        let message = format!("everyone who has this file knows the default of `{name}`");
        let span = cx.part(place, part);
        cx.report_span(place.file, span, message)
            .help("let Compose stop where it is not set: `:?` in place of the default")
            .fix(Fix::unchecked("ask for a value").replace(span, ":?"));
    }
}
