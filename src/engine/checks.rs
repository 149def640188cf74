//! What `# check=` and the target of the build do to findings of BuildKit's checks.

use crate::dockerfile::{BuildInputs, CheckOptions, read_check};
use crate::facts::CheckPlace;
use crate::finding::{Finding, Severity};
use crate::rule::File;
use crate::rule::buildkit::{self, BuildCheck, CHECK_ARGUMENT};

use super::plan::{Active, Plan};

/// The switches of one file.
pub(super) struct Switches<'f> {
    /// What counts in the whole file.
    pub(super) file: CheckOptions<'f>,
    /// A build argument says so; the comment at the top counts for nothing.
    pub(super) is_given: bool,
    /// Experimental checks that are on in an instruction.
    local: Vec<(usize, &'f str)>,
}

impl<'f> Switches<'f> {
    pub(super) fn read(file: &'f File<'_>, inputs: &'f BuildInputs) -> Self {
        let given = inputs.args.get(CHECK_ARGUMENT).and_then(Option::as_ref);
        let mut switches = Self {
            file: given.and_then(|it| read_check(it).ok()).unwrap_or_default(),
            is_given: given.is_some(),
            local: Vec::new(),
        };
        for check in file.facts.checks(&file.document) {
            match check.place {
                CheckPlace::File if switches.is_given => {}
                CheckPlace::File => switches.file = check.options.clone(),
                CheckPlace::Next(index) => {
                    let names = check.options.experimental.iter();
                    switches.local.extend(names.map(|(name, _)| (index, *name)));
                }
            }
        }
        switches
    }

    /// Drops what checks find that are off, and in stages that the target does without.
    pub(super) fn drop_idle(&self, findings: &mut Vec<Finding>, plan: &Plan, file: &File<'_>) {
        let model = &file.document.model;
        if !plan.has_dormant() && !model.has_target() {
            return;
        }
        findings.retain(|finding| {
            let active = plan.get(finding.code);
            let matters = active.filter(|it| it.dormant || model.has_target());
            let (Some(active), Some(check)) = (matters, check_of(matters)) else {
                return true;
            };
            let index = super::instruction_at(file, finding.span.start).map(|it| it.index);
            let stage = index.and_then(|index| model.stage_of(index));
            let idle = check.evaluated && stage.is_some_and(|stage| !model.is_needed(stage));
            !idle && (!active.dormant || self.awakes(check, index))
        });
    }

    fn awakes(&self, check: &BuildCheck, index: Option<usize>) -> bool {
        let names = |name: &str| name == "all" || name == check.name;
        let mut file = self.file.experimental.iter();
        let mut local = self.local.iter();
        file.any(|(name, _)| names(name))
            || local.any(|(at, name)| Some(*at) == index && names(name))
    }

    /// Makes errors of what checks find, if the file wants that.
    pub(super) fn raise(&self, findings: &mut [Finding], plan: &Plan) {
        if self.file.error {
            for finding in findings {
                if check_of(plan.get(finding.code)).is_some() {
                    finding.severity = Severity::Error;
                }
            }
        }
    }
}

fn check_of(active: Option<&Active>) -> Option<&'static BuildCheck> {
    buildkit::of(active?.rule.meta.upstream)
}
