//! From the syntax tree of the `shuck` crates to the flat view.

use std::borrow::Cow;

use shuck_ast as ast;

use crate::text::Range;

use super::command::{Link, Pipe, Within};
use super::redirect::RawRedirect;
use super::script::{Assignment, Place, RawCommand, RawWord};
use super::unquote::unquote;

pub(super) struct Lowering<'t> {
    pub(super) text: &'t str,
    pub(super) commands: Vec<RawCommand>,
    pub(super) words: Vec<RawWord>,
    pub(super) pipes: Vec<Pipe>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) redirects: Vec<RawRedirect>,
}

impl<'t> Lowering<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            commands: Vec::new(),
            words: Vec::new(),
            pipes: Vec::new(),
            assignments: Vec::new(),
            redirects: Vec::new(),
        }
    }

    /// Drops what stands in the first `header` bytes, and counts from there on.
    pub(super) fn move_back(&mut self, header: usize) {
        let front = |range: Range| (range.start as usize) < header;
        let back = |range: &mut Range| {
            let move_back = |at: u32| (at as usize).saturating_sub(header);
            *range = Range::new(move_back(range.start), move_back(range.end));
        };
        self.commands.retain(|command| !front(command.range));
        self.assignments.retain(|it| !front(it.name));
        let commands = self.commands.iter_mut().map(|it| &mut it.range);
        let words = self.words.iter_mut().map(|it| &mut it.range);
        let targets = self.redirects.iter_mut().map(|it| &mut it.target.range);
        let pipes = self.pipes.iter_mut().map(|it| &mut it.range);
        let assignments = self.assignments.iter_mut();
        let assignments = assignments.flat_map(|it| [&mut it.name, &mut it.value]);
        commands
            .chain(words)
            .chain(targets)
            .chain(pipes)
            .chain(assignments)
            .for_each(back);
    }
}

impl Lowering<'_> {
    pub(super) fn list(&mut self, list: &ast::StmtSeq, within: Within) {
        let mut link = Link::Start;
        for stmt in &list.stmts {
            let background = matches!(stmt.terminator, Some(ast::StmtTerminator::Background(_)));
            let within = Within {
                background: within.background || background,
                ..within
            };
            self.stmt(stmt, within, link);
            link = match stmt.terminator {
                Some(ast::StmtTerminator::Background(_)) => Link::Background,
                _ => Link::Seq,
            };
        }
    }

    fn stmt(&mut self, stmt: &ast::Stmt, mut within: Within, link: Link) {
        within.negated |= stmt.negated;
        let redirects = self.note_redirects(&stmt.redirects);
        self.redirects(&stmt.redirects, within);
        let command = match &stmt.command {
            ast::Command::Simple(command) => self.simple(command, within, link),
            ast::Command::Builtin(command) => self.builtin(command, within, link),
            ast::Command::Decl(command) => self.decl(command, within, link),
            other => {
                self.group(stmt, other, within, link);
                None
            }
        };
        if let Some(command) = command.and_then(|at| self.commands.get_mut(at)) {
            command.redirects = redirects;
        }
    }

    /// Commands that hold others.
    fn group(&mut self, stmt: &ast::Stmt, command: &ast::Command, mut within: Within, link: Link) {
        match command {
            ast::Command::Simple(_) | ast::Command::Builtin(_) | ast::Command::Decl(_) => {}
            ast::Command::Binary(_) => self.binary(stmt, within, link),
            ast::Command::Compound(command) => self.compound(command, within, link),
            ast::Command::Function(function) => {
                within.function = true;
                self.stmt(&function.body, within, Link::Start);
            }
            ast::Command::AnonymousFunction(function) => {
                within.function = true;
                self.stmt(&function.body, within, link);
                self.substitutions(&function.args, within);
            }
        }
    }

    /// `a && b || c | d`: the operators lean to the left, so a long chain is deep on that side.
    fn binary(&mut self, stmt: &ast::Stmt, within: Within, link: Link) {
        let mut chain = Vec::new();
        let mut left = stmt;
        let mut inner = within;
        while let ast::Command::Binary(binary) = &left.command {
            let link = match binary.op {
                ast::BinaryOp::And => Link::And,
                ast::BinaryOp::Or => Link::Or,
                ast::BinaryOp::Pipe | ast::BinaryOp::PipeAll => Link::Pipe,
            };
            if link == Link::Pipe {
                let range = range(binary.op_span);
                self.pipes.push(Pipe {
                    range,
                    within: inner,
                });
            }
            chain.push((&*binary.right, link, inner));
            left = &binary.left;
            if matches!(left.command, ast::Command::Binary(_)) {
                inner.negated |= left.negated;
                self.redirects(&left.redirects, inner);
            }
        }
        self.stmt(left, inner, link);
        for (right, link, within) in chain.into_iter().rev() {
            self.stmt(right, within, link);
        }
    }

    fn compound(&mut self, command: &ast::CompoundCommand, within: Within, link: Link) {
        use ast::CompoundCommand as C;
        let condition = Within {
            condition: true,
            ..within
        };
        let looped = Within {
            looped: true,
            ..within
        };
        let branch = Within {
            branch: true,
            ..within
        };
        match command {
            C::If(it) => {
                self.list(&it.condition, condition);
                self.list(&it.then_branch, branch);
                for (test, body) in &it.elif_branches {
                    self.list(test, condition);
                    self.list(body, branch);
                }
                if let Some(body) = &it.else_branch {
                    self.list(body, branch);
                }
            }
            C::For(it) => {
                self.substitutions(it.words.as_deref().unwrap_or_default(), within);
                self.list(&it.body, looped);
            }
            C::Repeat(it) => self.list(&it.body, looped),
            C::Foreach(it) => {
                self.substitutions(&it.words, within);
                self.list(&it.body, looped);
            }
            C::ArithmeticFor(it) => self.list(&it.body, looped),
            C::While(it) => {
                self.list(&it.condition, condition);
                self.list(&it.body, looped);
            }
            C::Until(it) => {
                self.list(&it.condition, condition);
                self.list(&it.body, looped);
            }
            C::Case(it) => {
                self.word_substitutions(&it.word, within);
                for case in &it.cases {
                    self.list(&case.body, branch);
                }
            }
            C::Select(it) => {
                self.substitutions(&it.words, within);
                self.list(&it.body, looped);
            }
            C::Subshell(list) => self.list(
                list,
                Within {
                    subshell: true,
                    ..within
                },
            ),
            C::BraceGroup(list) => self.list(list, within),
            C::Time(it) => {
                if let Some(stmt) = &it.command {
                    self.stmt(stmt, within, link);
                }
            }
            C::Coproc(it) => self.stmt(&it.body, within, link),
            C::Always(it) => {
                self.list(&it.body, within);
                self.list(&it.always_body, within);
            }
            C::Conditional(it) => self.conditional(&it.expression, within),
            C::Arithmetic(_) => {}
        }
    }

    fn conditional(&mut self, expression: &ast::ConditionalExpr, within: Within) {
        use ast::ConditionalExpr as E;
        match expression {
            E::Binary(it) => {
                self.conditional(&it.left, within);
                self.conditional(&it.right, within);
            }
            E::Unary(it) => self.conditional(&it.expr, within),
            E::Parenthesized(it) => self.conditional(&it.expr, within),
            E::Word(word) | E::Regex(word) => self.word_substitutions(word, within),
            E::Pattern(_) | E::VarRef(_) => {}
        }
    }

    fn simple(
        &mut self,
        command: &ast::SimpleCommand,
        within: Within,
        link: Link,
    ) -> Option<usize> {
        self.assignments(&command.assignments, within);
        let alone = range(command.name.span).is_empty();
        let place = if alone { Place::Alone } else { Place::Prefix };
        self.note_assignments(&command.assignments, place);
        // `A=1` on its own is a command without a name.
        if range(command.name.span).is_empty() {
            return None;
        }
        let words = std::iter::once(&command.name).chain(&command.args);
        self.push_command(self.words.len(), words, within, link)
    }

    fn note_assignments(&mut self, assignments: &[ast::Assignment], place: Place) {
        for assignment in assignments {
            let whole = range(assignment.span);
            let equals = whole.of(self.text).find('=').unwrap_or_default();
            let start = whole.start as usize;
            self.assignments.push(Assignment {
                name: Range::new(start, start + equals),
                value: Range::new(start + equals + 1, whole.end as usize),
                place,
            });
        }
    }

    fn builtin(
        &mut self,
        command: &ast::BuiltinCommand,
        within: Within,
        link: Link,
    ) -> Option<usize> {
        use ast::BuiltinCommand as B;
        let (name, first, more, assignments, span) = match command {
            B::Break(it) => ("break", &it.depth, &it.extra_args, &it.assignments, it.span),
            B::Continue(it) => (
                "continue",
                &it.depth,
                &it.extra_args,
                &it.assignments,
                it.span,
            ),
            B::Return(it) => ("return", &it.code, &it.extra_args, &it.assignments, it.span),
            B::Exit(it) => ("exit", &it.code, &it.extra_args, &it.assignments, it.span),
        };
        self.assignments(assignments, within);
        // The tree has no word for the name; it stands behind the assignments.
        let from = assignments
            .last()
            .map_or(span.start.offset(), |it| it.span.end.offset());
        let found = self
            .text
            .get(from..)
            .and_then(|rest| rest.find(name))
            .map_or(from, |at| from + at);
        let start = self.words.len();
        self.words.push(RawWord {
            range: Range::new(found, found + name.len()),
            cooked: None,
            dynamic: false,
        });
        self.push_command(start, first.iter().chain(more), within, link)
    }

    fn decl(&mut self, command: &ast::DeclClause, within: Within, link: Link) -> Option<usize> {
        self.assignments(&command.assignments, within);
        let start = self.words.len();
        self.words.push(RawWord {
            range: range(command.variant_span),
            cooked: None,
            dynamic: false,
        });
        let mut nested = Vec::new();
        for operand in &command.operands {
            match operand {
                ast::DeclOperand::Flag(word) | ast::DeclOperand::Dynamic(word) => {
                    let word = self.word(word);
                    self.words.push(word);
                }
                ast::DeclOperand::Name(name) => self.words.push(RawWord {
                    range: range(name.span),
                    cooked: None,
                    dynamic: false,
                }),
                ast::DeclOperand::Assignment(assignment) => {
                    let dynamic = !is_static(assignment, self.text);
                    let range = range(assignment.span);
                    self.words.push(RawWord {
                        range,
                        cooked: None,
                        dynamic,
                    });
                    nested.push(assignment);
                }
            }
        }
        let pushed = self.push_command(start, std::iter::empty(), within, link);
        for assignment in &nested {
            self.note_assignments(std::slice::from_ref(*assignment), Place::Declared);
        }
        for assignment in nested {
            self.assignments(std::slice::from_ref(assignment), within);
        }
        for operand in &command.operands {
            if let ast::DeclOperand::Flag(word) | ast::DeclOperand::Dynamic(word) = operand {
                self.word_substitutions(word, within);
            }
        }
        pushed
    }

    /// Closes a command whose words begin at `start` and go on with `words`.
    fn push_command<'w>(
        &mut self,
        start: usize,
        words: impl Iterator<Item = &'w ast::Word> + Clone,
        within: Within,
        link: Link,
    ) -> Option<usize> {
        for word in words.clone() {
            let word = self.word(word);
            self.words.push(word);
        }
        let all = start..self.words.len();
        let (first, last) = (self.words.get(start)?, self.words.last()?);
        let range = Range {
            start: first.range.start,
            end: last.range.end,
        };
        self.commands.push(RawCommand {
            words: all,
            range,
            link,
            within,
            wrapper: None,
            redirects: 0..0,
        });
        let pushed = self.commands.len() - 1;
        for word in words {
            self.word_substitutions(word, within);
        }
        Some(pushed)
    }

    pub(super) fn word(&self, word: &ast::Word) -> RawWord {
        let range = range(word.span);
        let raw = range.of(self.text);
        let quoted = raw.contains(['\'', '"', '\\']);
        match ast::static_command_name_text(word, self.text) {
            Some(Cow::Borrowed(text)) if text == raw => RawWord {
                range,
                cooked: None,
                dynamic: false,
            },
            Some(text) => RawWord {
                range,
                cooked: Some(text.into()),
                dynamic: false,
            },
            None if quoted => RawWord {
                range,
                cooked: Some(unquote(raw)),
                dynamic: true,
            },
            None => RawWord {
                range,
                cooked: None,
                dynamic: true,
            },
        }
    }
}

pub(super) fn range(span: ast::Span) -> Range {
    Range::new(span.start.offset(), span.end.offset())
}

fn is_static(assignment: &ast::Assignment, text: &str) -> bool {
    match &assignment.value {
        ast::AssignmentValue::Scalar(word) => word.try_static_text(text).is_some(),
        ast::AssignmentValue::Compound(_) => false,
    }
}
