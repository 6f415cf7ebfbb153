//! What stands beside a flow: description, category, tags. A text may have more of them than a flow can keep.

use super::{Imported, Loss};

/// The most characters of a description.
const MAX_DESCRIPTION: usize = 10_000;
/// The most characters of a category.
const MAX_CATEGORY: usize = 100;
/// The most tags of a flow.
const MAX_TAGS: usize = 20;
/// The most characters of a tag.
const MAX_TAG: usize = 50;

/// Keeps what can be kept and lists the rest.
pub(super) fn bound(imported: &mut Imported) {
    let Imported {
        description,
        category,
        tags,
        losses,
        ..
    } = imported;
    let mut lose = |place: &str, what: String| {
        losses.push(Loss {
            where_: place.to_owned(),
            what,
        })
    };
    if let Some(text) = description
        && let Some(end) = too_long(text, MAX_DESCRIPTION)
    {
        lose(
            "description",
            format!("beyond {MAX_DESCRIPTION} characters: {}", &text[end..]),
        );
        text.truncate(end);
    }
    if let Some(long) = category.take_if(|category| too_long(category, MAX_CATEGORY).is_some()) {
        lose("category", format!("longer than {MAX_CATEGORY} characters: {long}"));
    }
    let (mut kept, mut beyond): (Vec<String>, Vec<String>) = (vec![], vec![]);
    for tag in tags.drain(..) {
        if kept.contains(&tag) {
            continue;
        }
        let fits = kept.len() < MAX_TAGS && too_long(&tag, MAX_TAG).is_none();
        if fits { kept.push(tag) } else { beyond.push(tag) }
    }
    if !beyond.is_empty() {
        lose(
            "tags",
            format!("beyond {MAX_TAGS} tags of {MAX_TAG} characters: {}", beyond.join(", ")),
        );
    }
    *tags = kept;
}

/// Where a text that is longer than `most` characters is to be cut.
fn too_long(text: &str, most: usize) -> Option<usize> {
    text.char_indices().nth(most).map(|(end, _)| end)
}

#[cfg(test)]
mod tests {
    use crate::import::{Format, ImportOptions, import};

    #[test]
    fn what_a_flow_cannot_keep_beside_it_is_listed() {
        let tags: String = (0..22).map(|n| format!("  - tag{n}\n")).collect();
        let long = "ä".repeat(101);
        let text = format!(
            "---\ncategory: {long}\ntags:\n  - tag0\n{tags}---\n# T\n\n{}end\n\n## A\n1. Go",
            "word ".repeat(2_000)
        );
        let imported = import(Format::Markdown, &text, ImportOptions::default()).expect("read");
        assert_eq!((imported.category, imported.tags.len()), (None, 20));
        assert_eq!(imported.description.expect("described").chars().count(), 10_000);
        let losses: Vec<String> = imported
            .losses
            .iter()
            .map(|loss| format!("{}: {}", loss.where_, loss.what))
            .collect();
        assert_eq!(
            losses,
            [
                "description: beyond 10000 characters: end".to_owned(),
                format!("category: longer than 100 characters: {long}"),
                "tags: beyond 20 tags of 50 characters: tag20, tag21".to_owned(),
            ]
        );
    }
}
