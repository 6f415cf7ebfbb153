//! Code blocks as commands to copy: the language, the prompts, the output that was pasted with them.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Map;

use super::{
    block::Code,
    inline::{Kind, Span},
};
use crate::flow::Command;

/// Languages of blocks that are for reading, not for typing.
const FOR_READING: &str = "txt text plain plaintext output log logs diff mermaid csv none markdown md html";
/// Languages of blocks copied from a terminal.
const TERMINALS: &str = "console terminal shell-session shellsession sh-session bash-session session shell sh bash zsh ksh fish \
    powershell ps ps1 pwsh cmd bat batch dosbatch cisco ios text txt";
/// Languages in which a line goes on behind a backtick.
const POWERSHELL: &str = "powershell ps ps1 pwsh";
/// Programs whose name makes inline code a command.
const PROGRAMS: &str = "ansible ansible-playbook apt apt-get aws az bash brew cat cd chkdsk chmod chown containerd cp crictl ctr \
    curl cqlsh dig dism dmesg docker docker-compose dnf du df etcdctl find flux free fsck gcloud getent git gpupdate grep \
    gsutil head helm helmfile host hostname htop ifconfig iostat ip ipconfig iptables istioctl journalctl k3s kafka-topics.sh \
    kill kubeadm kubectl kustomize last ls lsblk lsof lvextend make mkdir mongosh mount mv mysql nc net netplan netsh netstat \
    nft nginx nmap nmcli npm nslookup ntpdate nvidia-smi oc openssl pg_ctl pgrep ping pip pkill podman powershell ps psql \
    python python3 rabbitmqctl reboot redis-cli resolvectl rm robocopy rsync sc scp sed service sfc ssh ss su sudo swapoff \
    swapon sysctl systemctl tail tar tcpdump telnet terraform top touch tracert traceroute umount uptime vault velero vmstat \
    wbadmin wevtutil wget whoami winget wmic xcopy yum zfs zpool";

/// What a terminal prints before what one types.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    let prompts = [
        r"\$ +",
        r"(?:\([\w.-]{1,40}\) ?)?[\w.-]{1,40}@[\w.-]{1,60}(?:[: ][^\s$#%>]{0,80})? ?[$#%] +",
        r"\[[^\]\n]{1,80}\] ?[$#] +",
        r"PS(?: [^>\n]{0,120})?> ?",
        r"[A-Za-z]:\\[^>\n]{0,120}> ?",
        r"(?:mysql|MariaDB \[[^\]]{0,40}\]|redis[^>\s]{0,40}|127\.0\.0\.1:\d+)> +",
    ];
    Regex::new(&format!("^(?:{})", prompts.join("|"))).expect("a pattern that is tested")
});

/// A code block taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// What to type, one for each prompt.
    pub(super) commands: Vec<Command>,
    /// What was printed, to be shown as code.
    pub(super) output: Vec<String>,
}

/// Whether a block is something to type or paste.
pub(super) fn is_command(code: &Code) -> bool {
    !code.text.trim().is_empty() && (!is_in(FOR_READING, &code.language) || has_prompt(code))
}

fn has_prompt(code: &Code) -> bool {
    let may_have = code.language.is_empty() || is_in(TERMINALS, &code.language);
    let mut lines = code
        .text
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    may_have && lines.next().is_some_and(|line| PROMPT.is_match(line))
}

/// What to type and what was printed.
pub(super) fn take_apart(code: &Code) -> Typed {
    let command_type = if code.language == "text" { "" } else { &code.language };
    if !has_prompt(code) {
        return Typed {
            commands: vec![command(&dedented(&code.text), command_type)],
            output: vec![],
        };
    }
    let mut typed = Typed::default();
    let mut output = String::new();
    let mut goes_on = false;
    let continues = if is_in(POWERSHELL, &code.language) { '`' } else { '\\' };
    for line in dedented(&code.text).lines() {
        let prompt = PROMPT.find(line);
        match (prompt, typed.commands.last_mut()) {
            (None, Some(last)) if goes_on => {
                last.command.push('\n');
                last.command.push_str(line.strip_prefix("> ").unwrap_or(line));
            }
            (Some(prompt), _) => {
                flush(&mut output, &mut typed.output);
                typed
                    .commands
                    .push(command(line[prompt.end()..].trim_end(), command_type));
            }
            (None, _) => {
                output.push_str(line);
                output.push('\n');
            }
        }
        goes_on = (goes_on || prompt.is_some()) && line.trim_end().ends_with(continues);
    }
    flush(&mut output, &mut typed.output);
    typed.commands.retain(|command| !command.command.is_empty());
    typed
}

fn flush(output: &mut String, all: &mut Vec<String>) {
    let text = output.trim_matches('\n');
    if !text.trim().is_empty() {
        all.push(text.to_owned());
    }
    output.clear();
}

/// The first line of what is to be typed.
pub(super) fn first_line(code: &Code) -> String {
    let typed = take_apart(code);
    typed
        .commands
        .first()
        .and_then(|command| command.command.lines().next())
        .unwrap_or_default()
        .to_owned()
}

/// A command without a label.
pub(super) fn command(text: &str, command_type: &str) -> Command {
    Command {
        label: String::new(),
        command: text.to_owned(),
        command_type: command_type.to_owned(),
        extra: Map::new(),
    }
}

/// Without the indentation that all lines share.
fn dedented(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.get(common..).unwrap_or_default().trim_end())
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The commands in the running text: `` Check events via `kubectl describe pod $POD`. ``
pub(super) fn in_text(spans: &[Span]) -> Vec<Command> {
    let code = spans
        .iter()
        .filter(|span| span.kind == Kind::Code)
        .map(|span| span.plain.trim());
    code.filter(|code| reads_like_a_command(code))
        .map(|code| command(code, "shell"))
        .collect()
}

/// A known program with an argument, or any word with an option such as `-p`.
fn reads_like_a_command(code: &str) -> bool {
    let mut words = code.split_whitespace().peekable();
    words.next_if(|word| matches!(*word, "$" | "sudo"));
    let program = words.next().unwrap_or_default();
    let arguments: Vec<&str> = words.collect();
    // `kubectl exec` and `systemctl` alone name a tool.
    let is_known = is_in(PROGRAMS, program) && arguments.len() >= 2;
    let has_option = arguments.iter().any(|word| {
        let option = word.trim_start_matches('-');
        (1..=2).contains(&(word.len() - option.len())) && option.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    let is_name = program.len() >= 2
        && program.starts_with(|c: char| c.is_ascii_lowercase())
        && program
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    is_known || (is_name && has_option) || (is_cmdlet(program) && !arguments.is_empty())
}

/// PowerShell's `Get-Service`.
fn is_cmdlet(program: &str) -> bool {
    program.split_once('-').is_some_and(|(verb, noun)| {
        let is_name =
            |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric);
        is_name(verb) && is_name(noun)
    })
}

fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markdown::testing::paragraph;

    fn code(language: &str, text: &str) -> Code {
        Code {
            language: language.to_owned(),
            text: text.to_owned(),
        }
    }

    fn typed(language: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let typed = take_apart(&code(language, text));
        (
            typed.commands.into_iter().map(|command| command.command).collect(),
            typed.output,
        )
    }

    #[test]
    fn each_prompt_is_a_command_and_the_output_is_kept_apart() {
        let (commands, output) = typed(
            "console",
            "$ kubectl get sc\nNAME  AGE\nstd   28d\n\n$ kubectl get po -n <ns>",
        );
        assert_eq!(commands, ["kubectl get sc", "kubectl get po -n <ns>"]);
        assert_eq!(output, ["NAME  AGE\nstd   28d"]);
    }

    #[test]
    fn prompts_of_many_shells_are_known() {
        for line in [
            "root@db-1:~# uptime",
            "[admin@web01 ~]$ uptime",
            "(venv) me@host:/srv$ uptime",
            "PS C:\\Users\\me> uptime",
            "C:\\Windows>uptime",
            "PS> uptime",
        ] {
            assert_eq!(typed("", line).0, ["uptime"], "{line}");
        }
    }

    #[test]
    fn a_script_without_prompts_is_one_command() {
        let script = "# stop first\nfor i in 1 2; do\n  echo $i\ndone";
        assert_eq!(typed("bash", script), (vec![script.to_owned()], vec![]));
        assert_eq!(typed("", "    a\n      b"), (vec!["a\n  b".to_owned()], vec![]));
    }

    #[test]
    fn a_command_goes_on_behind_a_backslash() {
        assert_eq!(
            typed("sh", "$ a \\\n>   -b\nout"),
            (vec!["a \\\n  -b".to_owned()], vec!["out".to_owned()])
        );
    }

    #[test]
    fn only_what_is_to_be_typed_is_a_command() {
        assert!(is_command(&code("yaml", "a: 1")));
        assert!(is_command(&code("", "ls")));
        assert!(is_command(&code("text", "$ ls")));
        assert!(!is_command(&code("txt", "node = a")));
        assert!(!is_command(&code("mermaid", "graph TD")));
        assert!(!is_command(&code("sh", "  \n")));
    }

    #[test]
    fn commands_are_found_in_running_text() {
        let found = |text: &str| {
            in_text(&paragraph(text))
                .into_iter()
                .map(|command| command.command)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("via `kubectl -n $NS get pod`, `Get-Service spooler`, `postqueue -p | tail`"),
            ["kubectl -n $NS get pod", "Get-Service spooler", "postqueue -p | tail"]
        );
        assert_eq!(
            found("`up == 0`, `kubectl exec`, `/targets`, `severity=\"info\"`, `a - 1`, `x -> y`"),
            [""; 0]
        );
    }
}
