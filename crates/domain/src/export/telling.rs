//! From the log to the [`Story`].
//!
//! The engine replays the log; each event's effect on the path says what became of the trail. Unlike the path, the trail
//! keeps what going back has undone.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{
    Report,
    story::{FlowRef, Mark, Remark, Scene, Story, VERSION, Visit, What},
    texts::{Texts, or_else},
    words,
};
use crate::{
    flow::{NodeId, NodeType},
    id::UserId,
    run::{self, Event, EventKind, RunState, StepResult},
};

pub(super) fn tell(report: &Report<'_>) -> Story {
    let mut teller = Teller::new(report);
    for event in report.events {
        teller.hear(event);
    }
    teller.finish()
}

struct Teller<'a> {
    report: &'a Report<'a>,
    texts: Texts,
    sections: HashMap<&'a NodeId, &'a str>,
    state: RunState,
    scenes: Vec<Scene>,
    /// The scene of each entry of the path as it stands.
    standing: Vec<usize>,
    /// The scene of the latest visit of each node.
    latest: HashMap<NodeId, usize>,
    notes: Vec<Remark>,
    people: Vec<String>,
}

impl<'a> Teller<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        Self {
            report,
            texts: Texts::of(report),
            sections: sections(report),
            state: RunState::default(),
            scenes: vec![],
            standing: vec![],
            latest: HashMap::new(),
            notes: vec![],
            people: vec![],
        }
    }

    fn hear(&mut self, event: &Event) {
        let active = self.state.active_seconds;
        let here = self
            .state
            .current_node_id
            .as_ref()
            .and_then(|_| self.standing.last().copied());
        let by = self.name(event.actor);
        if run::apply(self.report.document, &mut self.state, event).is_err() {
            self.state.seq = event.seq;
            if let EventKind::Unknown(_) = event.kind {
                self.mark(What::Other, words::line(event.kind.type_name()), &by, event.at);
            }
            return;
        }
        let worked = self.state.active_seconds.saturating_sub(active);
        if let Some(visit) = here.and_then(|index| self.visit(index)) {
            visit.seconds = visit.seconds.saturating_add(worked);
        }
        self.follow(event, by, here);
    }

    fn follow(&mut self, event: &Event, by: String, here: Option<usize>) {
        let at = event.at;
        match &event.kind {
            EventKind::Answered { .. } | EventKind::CompletedStep { .. } => {
                self.settle(here, &by, at);
                self.enter(&by, at);
            }
            EventKind::Started { .. } => self.enter(&by, at),
            EventKind::Jumped { .. } => {
                if let Some(visit) = here.and_then(|index| self.visit(index)) {
                    visit.left_at = Some(at);
                }
                self.mark(What::Jumped, self.current_title(), &by, at);
                self.enter(&by, at);
            }
            EventKind::WentBack { .. } => {
                let kept = self.state.path.len().saturating_sub(1).min(self.standing.len());
                for index in self.standing.split_off(kept) {
                    if let Some(visit) = self.visit(index) {
                        visit.went_back = true;
                        visit.left_at.get_or_insert(at);
                    }
                }
                self.mark(What::WentBack, self.current_title(), &by, at);
                self.enter(&by, at);
            }
            EventKind::Noted { .. } => self.take_note(by),
            EventKind::Paused => self.mark(What::Paused, String::new(), &by, at),
            EventKind::Resumed => self.mark(What::Resumed, String::new(), &by, at),
            EventKind::Completed { outcome, .. } => self.mark(What::Completed, outcome.as_str().to_owned(), &by, at),
            EventKind::Reopened => self.mark(What::Reopened, String::new(), &by, at),
            EventKind::HandedOver { to_user_id } => {
                let to = self.name(*to_user_id);
                self.mark(What::HandedOver, to, &by, at);
            }
            EventKind::VariableSet { .. }
            | EventKind::CustomStepInserted { .. }
            | EventKind::CustomStepDone { .. }
            | EventKind::Unknown(_) => {}
        }
    }

    fn visit(&mut self, index: usize) -> Option<&mut Visit> {
        match self.scenes.get_mut(index)? {
            Scene::Step(visit) => Some(visit),
            Scene::Mark(_) => None,
        }
    }

    fn mark(&mut self, what: What, detail: String, by: &str, at: Timestamp) {
        self.scenes.push(Scene::Mark(Mark {
            what,
            detail,
            by: by.to_owned(),
            at,
        }));
    }

    /// Takes over what the engine has written into the entry that was left.
    fn settle(&mut self, here: Option<usize>, by: &str, at: Timestamp) {
        let Some(entry) = self.state.path.get(self.standing.len().wrapping_sub(1)) else {
            return;
        };
        let node = self.report.document.node(&entry.node_id);
        let option = node.and_then(|node| {
            node.options
                .iter()
                .find(|option| Some(&option.id) == entry.option_id.as_ref())
        });
        let answer = option.map(|option| self.texts.line(or_else(&option.label, &option.id)));
        let (result, note) = (entry.result, self.texts.said(entry.note.as_deref().unwrap_or_default()));
        if let Some(visit) = here.and_then(|index| self.visit(index)) {
            visit.answer = answer;
            visit.result = result;
            visit.note = note;
            visit.left_at = Some(at);
            visit.by = by.to_owned();
            if result == Some(StepResult::Skipped) {
                visit.commands.clear();
            }
        }
    }

    /// The visit of the node that has become current, if there is one.
    fn enter(&mut self, by: &str, at: Timestamp) {
        let Some(id) = &self.state.current_node_id else { return };
        let Some(node) = self.report.document.node(id) else {
            return;
        };
        self.standing.push(self.scenes.len());
        self.latest.insert(id.clone(), self.scenes.len());
        self.scenes.push(Scene::Step(Box::new(Visit {
            number: None,
            node_id: id.clone(),
            node_type: node.node_type,
            section: self.sections.get(id).map(|title| self.texts.line(title)),
            title: self.texts.line(or_else(&node.title, id.as_str())),
            answer: None,
            result: None,
            went_back: false,
            by: by.to_owned(),
            entered_at: at,
            left_at: None,
            seconds: 0,
            note: String::new(),
            notes: vec![],
            commands: self.texts.commands(&node.commands),
            custom_steps: vec![],
        })));
    }

    fn take_note(&mut self, by: String) {
        let Some(note) = self.state.notes.last() else { return };
        let mut remark = Remark {
            text: self.texts.said(&note.text),
            about: None,
            by,
            at: note.at,
        };
        let at_visit = note.node_id.as_ref().and_then(|id| self.latest.get(id).copied());
        if at_visit.is_none() {
            remark.about = note.node_id.as_ref().map(|id| self.title(id));
        }
        match at_visit.and_then(|index| self.visit(index)) {
            Some(visit) => visit.notes.push(remark),
            None => self.notes.push(remark),
        }
    }

    fn current_title(&self) -> String {
        self.state
            .current_node_id
            .as_ref()
            .map(|id| self.title(id))
            .unwrap_or_default()
    }

    fn title(&self, id: &NodeId) -> String {
        let title = self
            .report
            .document
            .node(id)
            .map(|node| node.title.as_str())
            .unwrap_or_default();
        self.texts.line(or_else(title, id.as_str()))
    }

    /// The name of a person, who is listed from now on.
    fn name(&mut self, id: UserId) -> String {
        let name = self
            .report
            .people
            .get(&id)
            .map(|name| self.texts.said_line(name))
            .unwrap_or_default();
        let name = or_else(&name, "unknown").to_owned();
        if !self.people.contains(&name) {
            self.people.push(name.clone());
        }
        name
    }

    fn finish(mut self) -> Story {
        let mut loose = vec![];
        for step in std::mem::take(&mut self.state.custom_steps) {
            let extra = self.texts.extra(&step);
            let at_visit = step.inserted_after_node_id.and_then(|id| self.latest.get(&id).copied());
            match at_visit.and_then(|index| self.visit(index)) {
                Some(visit) => visit.custom_steps.push(extra),
                None => loose.push(extra),
            }
        }
        for (index, scene) in self.standing.clone().into_iter().enumerate() {
            if let Some(visit) = self.visit(scene) {
                visit.number = Some(index + 1);
            }
        }
        let Self {
            report,
            texts,
            state,
            scenes,
            notes,
            people,
            ..
        } = self;
        let last_event_at = report.events.last().map(|event| event.at);
        let end = state.completed_at.or(last_event_at);
        Story {
            format: "branchbook.session",
            format_version: VERSION,
            session_id: report.session_id,
            flow: FlowRef {
                name: texts.said_line(report.tree_name),
                version: report.tree_version,
                kind: report.document.kind,
            },
            ticket_number: texts.said_line(report.ticket_number),
            client_name: texts.said_line(report.client_name),
            people,
            status: state.status,
            outcome: state.outcome,
            outcome_notes: texts.said(&state.outcome_notes),
            next_steps: texts.said(&state.next_steps),
            started_at: state.started_at,
            completed_at: state.completed_at,
            last_event_at,
            elapsed_seconds: state
                .started_at
                .zip(end)
                .map_or(0, |(from, to)| words::seconds_between(from, to)),
            active_seconds: state.active_seconds,
            progress: state.progress(report.document),
            trail: scenes,
            notes,
            custom_steps: loose,
            variables: texts.values,
        }
    }
}

/// The heading above each node of a checklist.
fn sections<'a>(report: &'a Report<'a>) -> HashMap<&'a NodeId, &'a str> {
    let mut sections = HashMap::new();
    let mut heading = None;
    for node in report
        .document
        .nodes
        .iter()
        .filter(|_| report.document.kind.is_ordered())
    {
        match (node.node_type, heading) {
            (NodeType::SectionHeader, _) => heading = Some(node.title.as_str()),
            (_, Some(heading)) => {
                sections.insert(&node.id, heading);
            }
            (_, None) => {}
        }
    }
    sections
}
