//! How English runbooks are worded: which sentence tells someone to do something, which heading announces prose.
//!
//! Nothing depends on it but how well an import reads: in other languages lists and code still become steps, and a runbook
//! in which nothing was understood to be a step is taken sentence by sentence (see `draft`).

use std::{collections::HashSet, sync::LazyLock};

/// Words that begin an instruction.
const VERBS: &str = "access acknowledge activate add adjust allow analyse analyze apply approve ask assign attach audit avoid \
    back backup boot browse build bring call cancel capture change check choose clean clear click close collect compare \
    complete configure confirm connect consider consult contact continue convert copy cordon correct create cut decide \
    decommission decrease define delete deploy describe detach determine diagnose disable disconnect dismiss document \
    double-check download drain drop dump edit eject enable encrypt engage ensure enter erase escalate establish evacuate \
    evaluate examine execute expand export extend extract fetch fill find fix flush follow force format free gather \
    generate get give go grant hold identify import increase inform initiate insert inspect install invalidate \
    investigate invite isolate issue join keep kill launch let limit list load locate lock log login look lower make mark \
    measure migrate modify monitor mount move mute name navigate notify observe obtain open order patch pause perform \
    pick ping place plan plug post power prepare press prevent prioritise prioritize promote provide provision prune pull \
    purge push put query quit raise re-run read reach reboot rebalance rebuild recheck reconfigure reconnect record \
    recover recreate redeploy redesign redirect reduce refresh register reinstall reissue release reload relocate remount \
    remove rename renew repair repeat replace replay report reproduce request rerun reschedule reseat reserve reset resize \
    resolve restart restore restrict resume resync retrieve retry return revert review revoke rollback roll rotate route \
    run sanitize save scale scan schedule scrub search select send set setup share shift shut sign silence simulate skip \
    snapshot solve sort specify spin ssh start stop store submit substitute switch sync take talk tell terminate test \
    throttle toggle trace track transfer treat triage trigger troubleshoot try tune turn type unblock undo uninstall \
    unlock unmount unplug unregister update upgrade upload use vacuum validate verify view visit wait warn watch whitelist \
    wipe write hand pack print ship swap charge disengage dial pour tighten loosen clamp unpack \
    unscrew screw";
/// Words that may stand before the verb of an instruction.
const OPENERS: &str = "then next now first firstly second secondly third finally lastly also additionally afterwards after \
    please and or instead alternatively otherwise optionally again always never do not don't just simply carefully \
    immediately manually quickly temporarily";
/// Words that begin a condition: the instruction follows behind a comma or `then`.
const CONDITIONS: &str = "if when whenever once in for to as after before on unless until depending during while at from with \
    using by otherwise since given assuming should where";
/// Words that begin a condition which must not be parted from its instruction.
const SCENARIOS: &str = "if when whenever once unless in assuming";
/// Words that are everywhere in English and hardly anywhere else.
const ENGLISH: &str = "the of to and is are if for with it be this that when not from";
/// What a sentence says that wants something done without beginning with a verb.
const REQUESTS: &[&str] = &[
    "you should",
    "you can ",
    "you may ",
    "you must",
    "you need",
    "you have to",
    "we should",
    "we must",
    "we need to",
    "we have to",
    "make sure",
    "ensure ",
    "must be ",
    "need to be ",
    "needs to be ",
    "has to be ",
    "have to be ",
    "it is recommended",
    "it's recommended",
    "is required to",
    "be sure to",
    "try to ",
    "option is to ",
    "solution is to ",
    "way is to ",
    "best to ",
];

/// Words behind which a request is none.
const SUBORDINATE: &str = "so if when that which what until where once as whether unless how because";

/// Headings over prose.
const TELLING: &str = "meaning impact overview background summary description introduction intro context about purpose scope \
    symptom symptoms cause causes explanation definition definitions glossary reference references see links resources \
    related reading changelog history revision revisions owner owners ownership contact contacts author authors license \
    audience contents toc severity details information info notes note faq acknowledgements objective objectives why what \
    übersicht hintergrund beschreibung bedeutung auswirkung auswirkungen einleitung zusammenfassung zweck ursache ursachen \
    aperçu contexte résumé objectif objectifs causes resumen introducción descripción antecedentes objetivo contexto";
/// Headings over things to do.
const DOING: &str = "diagnosis diagnostics diagnose mitigation mitigate resolution resolve fix fixes remediation remediate \
    recovery recover procedure procedures steps step instructions instruction runbook playbook troubleshooting \
    troubleshoot investigation investigate triage verification verify validation validate rollback workaround workarounds \
    solution solutions action actions how howto response repair escalation escalate cleanup install installation setup \
    configuration configure deploy deployment test testing check checks checklist tasks task todo maintenance upgrade \
    upgrading update restore backup failover process execution";
/// Headings over lists of what one must have.
const NEEDED: &str =
    "prerequisites prerequisite requirements preconditions materials checklist tools preparation needed";
/// Paragraphs that warn of, or add to, what comes next.
const CALLOUTS: &str = "warning caution danger attention important notice note tip hint info warning/danger beware";

/// What the blocks under a heading are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// To be read.
    Telling,
    /// To be done.
    Doing,
    /// To be had before starting.
    Needed,
    /// Not to be told from its words.
    Unknown,
}

/// What a heading announces: its first word that is known decides.
pub(super) fn heading(title: &str) -> Heading {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .collect();
    if lower.starts_with("before you") || lower.starts_with("what you need") || lower.starts_with("you will need") {
        return Heading::Needed;
    }
    if words
        .first()
        .is_some_and(|word| VERB_SET.contains(word) && !is_in(TELLING, word))
    {
        return Heading::Doing;
    }
    for word in words.iter().take(4) {
        for (list, meaning) in [
            (NEEDED, Heading::Needed),
            (DOING, Heading::Doing),
            (TELLING, Heading::Telling),
        ] {
            if is_in(list, word) {
                return meaning;
            }
        }
    }
    Heading::Unknown
}

/// Whether a text is too long to tell and yet has hardly an English word.
pub(super) fn is_foreign(text: &str) -> bool {
    let lower = text.to_lowercase();
    let (mut all, mut english) = (0_usize, 0_usize);
    for word in lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        all += 1;
        english += usize::from(is_in(ENGLISH, word));
    }
    all >= 20 && english * 20 < all
}

/// Whether a sentence tells someone to do something, in whatever way.
pub(super) fn is_instruction(sentence: &str) -> bool {
    is_order(sentence) || is_request(&sentence.to_lowercase())
}

/// Whether a sentence begins with what to do, perhaps behind a condition.
pub(super) fn is_order(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let mut words = lower
        .split_whitespace()
        .skip_while(|word| bare(word).is_empty() || is_in(OPENERS, bare(word)));
    let Some(written) = words.next() else { return false };
    let first = bare(written);
    // `Contact: Ms Ng` names something.
    if !written.ends_with(':') && is_verb(first, words.next().map(bare)) {
        return true;
    }
    is_in(CONDITIONS, first)
        && (in_such_cases(&lower)
            || lower.contains(", we can ")
            || [", ", " then ", ": "]
                .iter()
                .any(|mark| lower.split(mark).skip(1).any(starts_with_verb)))
}

/// `You should restart it`, but not `if you can reach it` nor `so you can see it`.
fn is_request(lower: &str) -> bool {
    REQUESTS.iter().any(|request| {
        lower.match_indices(request).any(|(at, _)| {
            let before = &lower[..at];
            let last = before.split_whitespace().next_back().unwrap_or_default();
            (before.is_empty() || before.ends_with([' ', '*', '('])) && !is_in(SUBORDINATE, last)
        })
    })
}

/// `In rare cases roll back` needs no comma.
fn in_such_cases(lower: &str) -> bool {
    let mut words = lower.split_whitespace().map(bare).take(8);
    words.any(|word| {
        matches!(
            word,
            "case" | "cases" | "situation" | "situations" | "scenario" | "scenarios"
        )
    }) && words.next().is_some_and(|word| is_verb(word, words.next()))
}

fn starts_with_verb(text: &str) -> bool {
    let mut words = text
        .split_whitespace()
        .map(bare)
        .skip_while(|word| is_in(OPENERS, word));
    words.next().is_some_and(|word| is_verb(word, words.next()))
}

/// `read` begins an instruction, `read only filesystem` does not.
fn is_verb(word: &str, next: Option<&str>) -> bool {
    VERB_SET.contains(word)
        && !matches!(
            (word, next),
            ("read", Some("only" | "replica" | "replicas")) | ("check" | "test", Some("is" | "are"))
        )
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | '/')))
}

/// Whether a word in the middle of running text looks like the beginning of a new instruction.
pub(super) fn begins_instruction(line: &str) -> bool {
    let first = line.split_whitespace().next().map(bare).unwrap_or_default();
    first.chars().next().is_some_and(char::is_uppercase)
        && (VERB_SET.contains(first.to_lowercase().as_str()) || first == "See")
}

/// Whether what follows such a sentence only holds under it.
pub(super) fn is_scenario(sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().map(|word| bare(word).to_lowercase());
    first.is_some_and(|word| is_in(SCENARIOS, &word))
}

/// Whether a paragraph only points elsewhere.
pub(super) fn is_reference(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "see ",
        "refer to ",
        "more info",
        "further info",
        "more about ",
        "learn more",
        "read more",
        "longer and more",
        "for more ",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// Whether a text only says that there is none yet.
pub(super) fn is_placeholder(text: &str) -> bool {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        words.as_str(),
        "" | "todo"
            | "tbd"
            | "tba"
            | "wip"
            | "n/a"
            | "na"
            | "none"
            | "to be added"
            | "to be done"
            | "to be written"
            | "fixme"
            | "coming soon"
            | "to be defined"
            | "to be determined"
            | "work in progress"
            | "placeholder"
    )
}

/// Whether a word such as `Warning` begins a callout.
pub(super) fn is_callout(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    is_in(CALLOUTS, &word)
}

/// Whether a line over a list asks to go through the list.
pub(super) fn asks_to_check(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "check",
        "verify",
        "confirm",
        "ensure",
        "make sure",
        "review",
        "look for",
        "look at",
        "consider",
        "inspect",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// [`VERBS`] for looking up every word of a text.
static VERB_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| VERBS.split_ascii_whitespace().collect());

fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_remarks() {
        for sentence in [
            "Check the status of the pods.",
            "Then, confirm whether the API is unresponsive for you:",
            "If you have SSH access to the nodes, access the logs for the Kubelet directly:",
            "In case of maintenance ensure to cordon and drain the node",
            "As validation, check the endpoint status",
            "If this is supported then increase the number of replicas",
            "To resize the volume run it: set the size",
            "When the size increases, we can defragment the database.",
            "You can check this with:",
            "Probably the definition needs to be fixed.",
            "Please do not restart it yet.",
        ] {
            assert!(is_instruction(sentence), "{sentence}");
        }
        for sentence in [
            "The output should describe why the node isn't ready.",
            "In this case it is true, so we can make use of the feature.",
            "Service degradation or unavailability.",
            "read only filesystem",
            "Requests can stay the same.",
            "Usually happens when specifying wrong taints.",
            "More space should be available now.",
            "Contact: Ms Ng",
            "",
        ] {
            assert!(!is_instruction(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_text_without_english_words_is_foreign() {
        let german = "Zuerst den Router prüfen: Leuchtet die grüne LED? Danach die Leitung beim Anbieter melden. Fünf Minuten \
                      warten, dann den Router neu starten und noch einmal prüfen.";
        let english = "Check the router first: is the LED green? Then tell the provider that the line is down. Wait for five \
                       minutes, then restart the router and check again.";
        assert!(is_foreign(german));
        assert!(!is_foreign(english));
        assert!(!is_foreign("Drucker aus"), "too short to tell");
    }

    #[test]
    fn headings_announce_prose_or_steps() {
        for (title, meaning) in [
            ("Meaning", Heading::Telling),
            ("Impact on users", Heading::Telling),
            ("Diagnosis", Heading::Doing),
            ("How to fix it", Heading::Doing),
            ("Step 3: Restart", Heading::Doing),
            ("Purge volume", Heading::Doing),
            ("Prerequisites", Heading::Needed),
            ("Before you begin", Heading::Needed),
            ("Slow disk", Heading::Unknown),
            ("Überblick", Heading::Unknown),
        ] {
            assert_eq!(heading(title), meaning, "{title}");
        }
    }

    #[test]
    fn what_says_nothing_yet_is_a_placeholder() {
        for text in ["TODO", "To be added.", "…", "**TBD**", "N/A"] {
            assert!(is_placeholder(text), "{text}");
        }
        assert!(!is_placeholder("Todo lists are in the wiki"));
    }
}
