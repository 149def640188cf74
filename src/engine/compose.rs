//! Rules on projects of Compose files.

use std::cmp::Ordering;

use crate::compose::model::services;
use crate::finding::Finding;
use crate::project::compose::{Files, Project};
use crate::rule::{BuiltService, ComposeCx, Settings};
use crate::rules;

use super::linter::drop_replaced;
use super::plan::{Bucket, Plan};

/// Calls every enabled rule on a project. The file of a finding is its number among all texts.
pub(super) fn check<'c, 's>(
    plan: &'c Plan,
    settings: &'c Settings,
    project: &'c Project<'s>,
    files: &'c dyn Files<'s>,
    builds: &'c [BuiltService<'c, 's>],
) -> Vec<Finding> {
    let Some(first) = rules::all().next() else {
        return Vec::new();
    };
    let mut cx = ComposeCx::new(project, files, settings, first).with_builds(builds);
    for (number, file) in project.files.iter().enumerate() {
        call(plan, &plan.compose_file, &mut cx, |check, cx| {
            check(file, number, cx);
        });
    }
    call(plan, &plan.compose, &mut cx, |check, cx| check(cx));
    for service in services(&project.root) {
        call(plan, &plan.service, &mut cx, |check, cx| check(service, cx));
    }
    for built in builds {
        call(plan, &plan.build, &mut cx, |check, cx| check(built, cx));
    }
    let mut findings = cx.into_findings();
    // Where the text is no YAML, edits may hit what they do not mean.
    let broken = project.files.iter().filter(|it| !it.tree.is_complete());
    let broken: Vec<_> = broken.map(|file| file.source).collect();
    for finding in findings.iter_mut().filter(|it| broken.contains(&it.file)) {
        finding.fixes.clear();
    }
    drop_replaced(&mut findings);
    // What stands behind an anchor is seen once for each of its users.
    findings.sort_by(in_order);
    findings.dedup_by(|next, kept| {
        (next.file, next.span, next.code) == (kept.file, kept.span, kept.code)
    });
    findings
}

/// The order of findings: by file, place, rule and words.
pub(super) fn in_order(a: &Finding, b: &Finding) -> Ordering {
    let key = |it: &Finding| (it.file, it.span.start, it.span.end, it.code);
    key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
}

/// True for the same finding, made twice.
pub(super) fn is_same(a: &Finding, b: &Finding) -> bool {
    in_order(a, b) == Ordering::Equal
}

fn call<'c, 's, F: Copy>(
    plan: &'c Plan,
    bucket: &Bucket<F>,
    cx: &mut ComposeCx<'c, 's>,
    run: impl Fn(F, &mut ComposeCx<'c, 's>),
) {
    for &(index, check) in bucket {
        if let Some(active) = plan.active(index) {
            cx.enter(active.rule, active.severity, active.options());
            run(check, cx);
        }
    }
}
