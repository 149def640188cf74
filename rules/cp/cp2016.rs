//! CP2016 credentials-in-service-url.

use crate::rule::prelude::*;

rule!(CP2016, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mut found = Vec::new();
    each_scalar(service.value(), &mut |text, place| {
        if text.contains("://") && text.contains('@') {
            found.extend(passwords(text).into_iter().map(|range| (place, range)));
        }
    });
    for (place, range) in found {
        cx.report_part(
            place,
            range,
            "everyone who has this file knows the password in this URL",
        )
        .help("take it from a variable: `${NAME:?}`");
    }
}

/// Where the passwords in the URLs of a text stand.
fn passwords(text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    for url in urls(text) {
        let Some(user) = url.user else { continue };
        let (secret, is_user) = login_secret(user);
        let start = secret.as_ptr() as usize - text.as_ptr() as usize;
        let whole = Range::new(start, start + secret.len());
        // In a command `$$` begins a variable of the container.
        let is_fixed = !secret.contains('$') && !is_place_holder(secret);
        if is_user {
            found.extend(is_known_token(secret).then_some(whole));
        } else if !secret.is_empty() && is_fixed {
            found.push(whole);
        } else {
            // A default of a variable that does not sound like a password.
            let template = interpolate::Template::parse(secret);
            let is_own = |name: &str| !is_credential(name);
            let defaults = defaults(&template).into_iter();
            let own = defaults.filter(|(variable, ..)| is_own(variable.name));
            found.extend(own.map(|(_, _, range)| range.shift(whole.start)));
        }
    }
    found
}
