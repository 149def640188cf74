//! What rules about images share.

use crate::dockerfile::ast::Instruction;
use crate::dockerfile::model::ImageUse;
use crate::facts::{self, System};
use crate::shell::{Command, Link};
use crate::text::{Range, Span};

use super::Cx;
use super::image_contents::stands_in;

/// The place of a part of an image's name: the part itself if it stands there, the whole word if
/// it comes from a variable.
pub fn part_of_image(image: &ImageUse<'_>, range: Range, cx: &Cx<'_, '_>) -> Span {
    let word = &image.word;
    let literal = image.value.known() == Some(&*word.text);
    match cx.tree().instructions.get(image.instruction) {
        Some(it) if literal && word.range.of(it.text.as_str()) == &*word.text => {
            it.text.span(range.shift(word.range.start))
        }
        // Words of flags have a text of their own.
        _ if literal && word.span.of(cx.tree().text) == &*word.text => {
            Span::new(word.span.start + range.start, word.span.start + range.end)
        }
        _ => word.span,
    }
}

/// The instructions that make up the image of the stage being looked at: those of the stages it
/// builds on, and its own.
pub fn instructions_below<'c, 's>(
    cx: &Cx<'c, 's>,
) -> impl Iterator<Item = &'c Instruction<'s>> + use<'c, 's> {
    let (model, tree) = (cx.model(), cx.tree());
    let stages = cx.stage().map(|stage| model.chain(stage.index));
    stages
        .into_iter()
        .flatten()
        .filter_map(|stage| tree.instructions.get(stage.instructions.clone()))
        .flatten()
}

/// True if one of these texts stands in what was done in the image up to and with the instruction
/// being looked at.
pub fn was_mentioned(cx: &Cx<'_, '_>, texts: &[&str]) -> bool {
    let index = cx.index();
    let mut before = instructions_below(cx).filter(|it| it.index <= index);
    before.any(|it| mentions(it, texts, cx))
}

/// True if one of these texts stands in an instruction or its here-documents.
pub fn mentions(it: &Instruction<'_>, texts: &[&str], cx: &Cx<'_, '_>) -> bool {
    stands_in(it, texts, cx.file())
}

/// True if a command is tried in place of another one, or another one in place of it.
pub fn has_alternative(command: Command<'_>) -> bool {
    let mut outer = command;
    while let Some(wrapper) = outer.wrapper() {
        outer = wrapper;
    }
    let end = outer.range().end;
    let next = outer.later().find(|it| it.range().start >= end);
    outer.link() == Link::Or || next.is_some_and(|it| it.link() == Link::Or)
}

/// The distribution in the image of the stage being looked at.
pub fn system_of(cx: &Cx<'_, '_>) -> Option<System> {
    facts::system(cx.model(), cx.stage()?.index)
}
