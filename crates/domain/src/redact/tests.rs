use super::{MASK, is_secret_name, mask_secrets};

/// Each text with the secret in `⟦ ⟧`.
const SECRETS: &[&str] = &[
    // keys and tokens that say what they are
    "key ⟦AKIAIOSFODNN7EXAMPLE⟧ was used",
    "git clone with ⟦ghp_16C7e42F292c6912E7710c838347Ae178B4a⟧",
    "⟦github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz⟧",
    "CI uses ⟦glpat-ABCdef123456_-ABCdef12⟧.",
    "bot ⟦xoxb-123456789012-abcdefABCDEF⟧",
    "https://hooks.slack.com/services/⟦T00000000/B00000000/XXXXyyyyZZZZ0000⟧",
    "agent ⟦bb_pat_0195f3c4abcdEFGH⟧ may run it",
    "⟦sk_live_4eC39HqLyjWDarjtT1zdp7dc⟧",
    "⟦sk-proj-abcDEF123456abcDEF123456⟧",
    "maps ⟦AIzaSyA-1234567890abcdefghijklmnopqrstu⟧",
    "⟦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_DEF-123⟧",
    "recovery key ⟦123456-234567-345678-456789-567890-678901-789012-890123⟧ noted",
    "root:⟦$6$rounds=5000$saltsalt$abcdefghijklmnop.QRSTUV/wxyz⟧:19000",
    "-- ⟦-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----⟧ end",
    "cut ⟦-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn⟧",
    // headers
    "Authorization: Bearer ⟦abc⟧",
    "curl -H 'Authorization: Basic ⟦dXNlcjpwYXNz⟧' https://x",
    "{\"authorization\": \"⟦abc123⟧\"}",
    "sent bearer ⟦0123456789abcdef0123⟧ along",
    "X-Api-Key: ⟦12345⟧",
    "Cookie: ⟦sid=abc; other=def⟧",
    // URLs and connection strings
    "postgres://app:⟦hunter2⟧@db:5432/app",
    "https://user:⟦p@ss⟧@host/path",
    "Server=db;User Id=sa;Password=⟦S3cr=t⟧;Encrypt=true",
    "AccountKey=⟦abcDEF123+/==⟧;EndpointSuffix=core.windows.net",
    "https://x.blob.core.windows.net/c?sv=2022&sig=⟦abcDEF123%2Bxyz%3D%3D⟧",
    // names and values
    "password=⟦hunter2⟧",
    "PASSWORD = ⟦hunter2⟧",
    "PGPASSWORD=⟦secret123⟧ psql -h db",
    "db_password='⟦with space⟧' next",
    "{\"password\": \"⟦correct horse⟧\", \"user\": \"ada\"}",
    "{\"clientSecret\":\"⟦abc⟧\"}",
    "password: ⟦correcthorse⟧",
    "Password: ⟦Winter2026!⟧ and then it worked",
    "pwd: ⟦hunter2⟧.",
    "api_key=⟦abcdef⟧&user=1",
    "spring.datasource.password=⟦abc⟧",
    "The password is ⟦Welcome123⟧ for now",
    "Changed the password to ⟦Sommer2026!⟧",
    "token ⟦3f2a9c81d07b4e6fa5c2d1e0b9a87654⟧ expired",
    "api key: ⟦Zx81kQpLm0n2b3v4c5x6⟧",
    "wpa psk=⟦guestwifi⟧",
    // command lines
    "mysqldump --password ⟦hunter2⟧ --all-databases",
    "tool --password=⟦hunter2⟧ go",
    "vault login --token \"⟦abc def⟧\"",
    "app --client-secret ⟦xyz⟧ run",
    "mysql -u root -p⟦hunter2⟧ db",
    "curl -s -u ada:⟦hunter2⟧ https://x",
    "sshpass -p ⟦hunter2⟧ ssh host",
    "redis-cli -h r -a ⟦hunter2⟧ ping",
    "ConvertTo-SecureString \"⟦Passw0rd⟧\" -AsPlainText -Force",
    "net user ada ⟦Passw0rd⟧ /add",
    "openssl rsa -passin pass:⟦abc⟧ -in k",
    // network gear
    "enable secret 5 ⟦$1$mERr$hx5rVt7rPNoS4wqbXKX7m0⟧",
    "username admin privilege 15 password 7 ⟦0822455D0A16⟧",
    "enable password ⟦cisco123⟧",
];

/// Texts in which nothing is secret.
const ORDINARY: &[&str] = &[
    "",
    "Is the switch port up?",
    "Session 0195f3c4-7d2a-7c1e-9b1a-1f2e3d4c5b6a was resumed",
    "git checkout 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "git revert 9fceb02 and push",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "ping 10.0.0.1 and fe80::1ff:fe23:4567:890a",
    "MAC 00:1A:2B:3C:4D:5E on Gi1/0/24",
    "host web-01.eu-west-1.prod.example.com is down",
    "kubectl get pods -n kube-system --selector app=coredns",
    "https://example.com:8443/a/b?x=1#top",
    "Reset the password and sign in again.",
    "password reset mail was sent",
    "Password: reset",
    "Password: ask the customer for it",
    "Token: expired",
    "secret: none",
    "The password is case-sensitive and has 12 characters",
    "password is required",
    "curl -H \"Authorization: Bearer $TOKEN\" https://x",
    "mysql -p$MYSQL_PWD",
    "tool --password {{password}} --user ada",
    "login --token <token>",
    "set PASS=%PASS%",
    "password=********",
    "--password-file /etc/app/password --verbose",
    "PWD=/home/ada",
    "export OLDPWD=/tmp",
    "max_tokens=4096",
    "docker run -u 1000:1000 alpine",
    "openssl s_client -connect host:443 -servername host",
    "ssh -i ~/.ssh/id_ed25519 ada@host",
    "the API key page in the portal",
    "bearer of this letter",
    "The tree check_vlan has node reseat_cable_and_wait",
    "mkdir -p /var/lib/app",
    "ntp key 1 of 3",
    "net user",
    "Meet at 10:30, room 2:14",
    "passwd ada",
    "an `Authorization: Bearer` header",
    "Test-ComputerSecureChannel -Repair -Credential (Get-Credential)",
    "$password = Read-Host -AsSecureString",
    "let token = encode(&header, &claims);",
    "token = SecretKey::new",
    "Cookie::build makes a cookie: see there",
    "SigningKey::new, or api_key::parse",
    "?code=ERR_CONNECTION_TIMED_OUT",
    "ConvertTo-SecureString ([Convert]::ToBase64String($b)) -AsPlainText",
];

fn bare(marked: &str) -> String {
    marked.replace(['⟦', '⟧'], "")
}

fn expected(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (_, after) = after.split_once('⟧').unwrap();
        text.push_str(before);
        text.push_str(MASK);
        rest = after;
    }
    text + rest
}

#[test]
fn secrets_are_masked_and_the_words_around_them_stay() {
    let wrong: Vec<_> = (SECRETS.iter())
        .map(|marked| (expected(marked), mask_secrets(&bare(marked)).into_owned()))
        .filter(|(expected, masked)| expected != masked)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ordinary_text_stays_as_it_is() {
    let wrong: Vec<_> = ORDINARY
        .iter()
        .filter(|text| mask_secrets(text) != **text)
        .map(|t| mask_secrets(t))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ordinary_text_is_not_copied() {
    assert!(matches!(
        mask_secrets("Is the switch port up?"),
        std::borrow::Cow::Borrowed(_)
    ));
}

#[test]
fn every_secret_of_a_text_is_masked() {
    let text = "password=a1 token=b2\n--password c3 --token d4\npostgres://u:e5@h postgres://u:f6@h";
    let masked = mask_secrets(text);
    assert_eq!(masked.matches(MASK).count(), 6, "{masked}");
}

#[test]
fn masking_twice_is_masking_once() {
    for text in SECRETS.iter().map(|marked| bare(marked)) {
        let once = mask_secrets(&text).into_owned();
        assert_eq!(mask_secrets(&once), once);
    }
}

#[test]
fn a_variable_is_secret_by_its_name() {
    for name in [
        "password",
        "db_password",
        "adminPassword",
        "api_key",
        "API-KEY",
        "client_secret",
        "token",
        "wifi_psk",
    ] {
        assert!(is_secret_name(name), "{name}");
    }
    for name in ["port", "host", "key_count", "password_policy", "tokenizer", "monkey"] {
        assert!(!is_secret_name(name), "{name}");
    }
}
