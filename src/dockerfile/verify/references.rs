//! References to images and stages.

use crate::dockerfile::ast::{From, Instruction};
use crate::dockerfile::model::{Base, ImagePlace, ImageUse, is_usable_stage_name, stage_number};
use crate::image;
use crate::text::Span;

use super::{Verifier, fixed};

impl<'a> Verifier<'_, 'a> {
    pub(super) fn from(&mut self, it: &Instruction<'a>, from: &From<'a>) {
        self.platform(it);
        if let Some(alias) = &from.alias {
            let name = alias.to_lowercase();
            if super::super::instruction::is_stage_name(&name) && !is_usable_stage_name(&name) {
                let message = format!("no other stage could refer to `{}`", &**alias);
                let help = "put single `.`, `_` or `-` between letters and digits only";
                self.refuse_with("bad-stage-name", alias.span, message, help);
            }
        }
        let Some(word) = &from.image else { return };
        // Expansion in front of the first stage: only global arguments exist.
        if let Err(error) = self.model.expand(&word.text, it.index) {
            return self.expand_error(&it.text, word, error);
        }
        let Some(stage) = self.model.stage_of(it.index) else {
            return;
        };
        let Some(text) = fixed(&stage.value) else {
            return;
        };
        if text.is_empty() {
            let message = "the image name is empty after expansion";
            let help = "declare the variable with `ARG` in front of the first `FROM`";
            self.refuse_with("empty-image", word.span, message, help);
        } else if stage.base == Base::Image && !image::is_valid(text) {
            self.bad_reference(text, word.span);
        }
    }

    fn bad_reference(&mut self, text: &str, span: Span) {
        let message = format!("`{text}` is no valid image reference");
        let lower = text.to_lowercase();
        let upper = lower != *text && image::is_valid(&lower);
        match self.model.stage_named(text) {
            Some(_) => {
                let help = format!("write the stage in lower case: `{lower}`");
                self.refuse_with("bad-reference", span, message, help);
            }
            None if upper => {
                let help = "image names are in lower case";
                self.refuse_with("bad-reference", span, message, help);
            }
            None => self.refuse("bad-reference", span, message),
        }
    }

    /// True if the stage goes back to the empty image through stages of this file alone.
    pub(super) fn is_from_scratch(&self, mut stage: usize) -> bool {
        // A stage builds on earlier ones only, so this ends.
        loop {
            match self.model.stages.get(stage).map(|stage| stage.base) {
                Some(Base::Scratch) => return true,
                Some(Base::Stage(parent)) if parent < stage => stage = parent,
                _ => return false,
            }
        }
    }
}

/// Judges `COPY --from` and mounts.
pub(super) fn verify(verifier: &mut Verifier<'_, '_>) {
    let model = verifier.model;
    for image in &model.images {
        if image.place != ImagePlace::From {
            reference(verifier, image);
        }
    }
}

fn reference(verifier: &mut Verifier<'_, '_>, image: &ImageUse<'_>) {
    let Some(own) = verifier.model.state(image.instruction).stage else {
        return;
    };
    let word = &image.word;
    let what = if image.place == ImagePlace::CopyFrom {
        "`COPY`"
    } else {
        "a mount"
    };
    match image.base {
        Base::Stage(stage) if stage == own => {
            let message = format!("{what} cannot take files from its own stage");
            verifier.refuse("own-stage", word.span, message);
        }
        Base::Stage(stage) if stage > own => {
            let message = format!("{what} cannot take files from a stage further down");
            let help = "move that stage up";
            verifier.refuse_with("later-stage", word.span, message, help);
        }
        Base::Unknown if image.place == ImagePlace::CopyFrom && word.contains('$') => {
            let message = "`--from` does not expand variables";
            let help =
                "name a stage that starts with `FROM` the variable, and copy from that stage";
            verifier.refuse_with("variable-in-copy-from", word.span, message, help);
        }
        Base::Unknown if stage_number(word).is_some() => {
            let stages = verifier.model.stages.len();
            let message = format!("there is no stage {}, only {stages} from 0 on", &**word);
            verifier.refuse("no-such-stage", word.span, message);
        }
        Base::Image if !image::is_valid(word) => {
            verifier.bad_reference(word, word.span);
        }
        Base::Image | Base::Scratch | Base::Stage(_) | Base::Unknown => {}
    }
}
