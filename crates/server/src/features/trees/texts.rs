//! The texts of flows, made ready for cutting snippets: read of a document once, and then kept in memory.
//!
//! They are kept by version, so nothing here is ever out of date.

use std::sync::Arc;

use branchbook_domain::{
    flow::{FlowDocument, NodeId, text::search_text},
    id::{TenantId, TreeId},
};
use memchr::memmem;
use moka::sync::Cache;

use super::{store::TreeRow, terms};

/// The texts of one version of a flow.
#[derive(Debug)]
pub struct FlowTexts {
    texts: Vec<Text>,
    /// The words of all texts as the index has them, a space before each.
    folded: String,
}

#[derive(Debug)]
struct Text {
    /// None for the flow's own.
    node: Option<NodeId>,
    text: String,
    /// Where its words end in `folded`.
    end: usize,
}

/// A text of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'t> {
    /// The node that it is of, and the title of that; none for the flow's own texts.
    pub node: Option<(&'t NodeId, &'t str)>,
    /// The text.
    pub text: &'t str,
}

impl FlowTexts {
    /// The texts of a flow, in the order in which they are shown when they fit equally well.
    pub fn new(name: &str, description: &str, document: &FlowDocument) -> Self {
        let own = [(None, description.to_owned()), (None, name.to_owned())];
        let of_nodes = search_text(document).into_iter().flat_map(|node| {
            [
                (Some(node.node_id.clone()), node.title),
                (Some(node.node_id), node.body),
            ]
        });
        let mut folded = String::new();
        let texts = own.into_iter().chain(of_nodes).map(|(node, text)| {
            for word in terms::words(&text) {
                folded.push(' ');
                folded.push_str(&word);
            }
            let end = folded.len();
            Text { node, text, end }
        });
        Self {
            texts: texts.collect(),
            folded,
        }
    }

    /// The text that has words which begin with the most of these; none, when none has any.
    pub fn best(&self, words: &[String]) -> Option<Place<'_>> {
        let mut counts = vec![0_usize; self.texts.len()];
        for word in words {
            let mut from = 0;
            while let Some(at) = self.beginning(word, from) {
                let text = self.texts.partition_point(|text| text.end <= at);
                counts[text] += 1;
                from = self.texts[text].end;
            }
        }
        let most = counts.iter().copied().max().filter(|&most| most > 0)?;
        let best = counts.iter().position(|&count| count == most)?;
        let Text { node, text, .. } = &self.texts[best];
        let title = node.as_ref().and_then(|node| {
            // The title of a node stands first of its texts.
            let title = self.texts.iter().find(|text| text.node.as_ref() == Some(node))?;
            Some((node, title.text.as_str()))
        });
        Some(Place { node: title, text })
    }

    /// Whether a word begins with one of each of these groups, here or in `more`.
    pub fn has_all(&self, groups: &[Vec<String>], more: &[String]) -> bool {
        let has = |word: &String| {
            self.beginning(word, 0).is_some() || more.iter().any(|more| more.starts_with(word.as_str()))
        };
        groups.iter().all(|group| group.iter().any(has))
    }

    /// Where, from `from` on, a word begins with this.
    fn beginning(&self, word: &str, from: usize) -> Option<usize> {
        let spaced = format!(" {word}");
        let at = memmem::find(&self.folded.as_bytes()[from..], spaced.as_bytes())?;
        Some(from + at + 1)
    }

    /// About how much memory it takes.
    fn size(&self) -> u32 {
        let texts = self.texts.iter().map(|text| text.text.len() + size_of::<Text>() + 32);
        u32::try_from(texts.sum::<usize>() + self.folded.len()).unwrap_or(u32::MAX)
    }
}

/// Those that were looked for lately.
pub struct KeptTexts(Cache<Key, Arc<FlowTexts>>);

/// A flow at a version, and the version of the document that is shown of it: readers see the published one.
type Key = (TenantId, TreeId, i64, i64);

/// How much memory they may take, in bytes.
const SIZE: u64 = 64 * 1024 * 1024;

impl Default for KeptTexts {
    fn default() -> Self {
        let size = |_: &Key, texts: &Arc<FlowTexts>| texts.size();
        Self(Cache::builder().max_capacity(SIZE).weigher(size).build())
    }
}

impl KeptTexts {
    /// Those of this version of the document of this tenant's flow, if they are kept.
    pub fn get(&self, tenant: TenantId, tree: &TreeRow, shown: i64) -> Option<Arc<FlowTexts>> {
        self.0.get(&(tenant, tree.id, tree.version, shown))
    }

    /// Keeps them.
    pub fn keep(&self, tenant: TenantId, tree: &TreeRow, shown: i64, texts: Arc<FlowTexts>) {
        self.0.insert((tenant, tree.id, tree.version, shown), texts);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_text_with_the_most_words_is_the_best() {
        let document = json!({"kind": "troubleshooting", "nodes": [
            {"id": "a", "type": "action", "title": "Look at the Printer", "description": "Is it off? Printers are."},
            {"id": "b", "type": "solution", "title": "Café", "description": "The printer is off line. Sprint!"}]});
        let document = serde_json::from_value(document).expect("a document");
        let texts = FlowTexts::new("Offline printer", "What to do", &document);
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<String>>();
        let best = |wanted: &[&str]| {
            let place = texts.best(&words(wanted))?;
            let beginning = place.text.split(' ').next().unwrap_or_default();
            Some((
                place
                    .node
                    .map(|(node, title)| (node.as_str().to_owned(), title.to_owned())),
                beginning.to_owned(),
            ))
        };
        let of =
            |node: &str, title: &str, text: &str| Some((Some((node.to_owned(), title.to_owned())), text.to_owned()));
        let own = |text: &str| Some((None, text.to_owned()));
        assert_eq!(best(&["print"]), own("Offline"));
        assert_eq!(best(&["what"]), own("What"));
        assert_eq!(best(&["print", "off", "line"]), of("b", "Café", "The"));
        assert_eq!(best(&["printers"]), of("a", "Look at the Printer", "Is"));
        assert_eq!(best(&["cafe"]), of("b", "Café", "Café"));
        assert_eq!(best(&["rint"]), None);
        let has = |groups: &[&[&str]]| {
            let groups: Vec<_> = groups.iter().map(|group| words(group)).collect();
            texts.has_all(&groups, &words(&["dns"]))
        };
        assert!(has(&[&["cafe"], &["x", "sprin"], &["dn"]]));
        assert!(!has(&[&["cafe"], &["prinx"]]));
    }
}
