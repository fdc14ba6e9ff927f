// SPDX-License-Identifier: Apache-2.0
#include "core/text/scrub.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <vector>

namespace gatewright {

namespace {

using Check = bool (*)(QStringView value);

// The last group that took part in the match is the secret; without groups it is the whole match. Every
// repetition that could start anywhere is bounded, so that no text takes more than linear time.
struct Rule
{
    QRegularExpression pattern;
    QString placeholder;
    Check isSecret = nullptr; // null: whatever matches
};

bool isAscii(QChar character, char16_t first, char16_t last)
{
    return character.unicode() >= first && character.unicode() <= last;
}

double entropyPerCharacter(QStringView value)
{
    QHash<QChar, int> counts;
    for (const QChar character : value)
        ++counts[character];
    double entropy = 0.0;
    for (const int count : counts) {
        const double share = static_cast<double>(count) / static_cast<double>(value.size());
        entropy -= share * std::log2(share);
    }
    return entropy;
}

// A password may be anything but an empty form: "", "<secret>", "${PASSWORD}", "%s", "...".
bool isPassword(QStringView value)
{
    const QString forms = QStringLiteral("<$%{.*");
    return value.size() >= 4 && !forms.contains(value.front());
}

// Lines of base64, not of hexadecimal digits or of a comment's ruler.
bool isKeyBody(QStringView value)
{
    const auto has = [&](char16_t first, char16_t last) {
        return std::any_of(value.begin(), value.end(), [&](QChar c) { return isAscii(c, first, last); });
    };
    return has(u'0', u'9') && has(u'a', u'z') && has(u'A', u'Z') && entropyPerCharacter(value) >= 4.5;
}

std::vector<Rule> makeRules()
{
    const QString secret = QStringLiteral("<secret>");
    std::vector<Rule> rules;
    const auto add = [&rules](const char *pattern, const QString &placeholder, Check check = nullptr) {
        rules.push_back({QRegularExpression(QString::fromLatin1(pattern)), placeholder, check});
        rules.back().pattern.optimize();
    };

    // A private key, also one that is cut off.
    add("-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        "(?s:.*?)(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|\\z)",
        QStringLiteral("<private-key>"));
    // One whose begin is not in the text: four full lines and what follows them, or
    // fewer down to its end. A line may be a comment or a literal, and its break an escape.
    const QString lineEnd =
        QStringLiteral(
            "(?:(?:\\\\r)?\\\\n[\"']?[ \\t\\\\]{0,8}(?:\\r?\\n%1)?|[\"']?[ \\t\\\\]{0,8}\\r?\\n%1)")
            .arg(QLatin1String("[ \\t]{0,32}(?:(?:#|//|\\*)[ \\t]?|[\"'])?"));
    const QString keyEnd =
        QStringLiteral("-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?(?:-----)?");
    const QString base64 = QStringLiteral("(?<![A-Za-z0-9+/=])");
    add(qPrintable(base64 + QStringLiteral("(?:[A-Za-z0-9+/]{60,76}={0,2}%1){3,}[A-Za-z0-9+/]{60,76}={0,2}"
                                           "(?![A-Za-z0-9+/])"
                                           "(?:%1(?:[A-Za-z0-9+/]{1,75}={1,2}|[A-Za-z0-9+/]{16,75}|"
                                           "[A-Za-z0-9+/]{1,15}(?=%1-----END|\\z))"
                                           "(?=[\"'\\\\]|[ \\t]{0,8}(?:[\\r\\n]|\\z)))?(?:%1%2)?")
                                .arg(lineEnd, keyEnd)),
        QStringLiteral("<private-key>"), isKeyBody);
    add(qPrintable(base64 + QStringLiteral("(?:[A-Za-z0-9+/]{1,76}={0,2}%1){1,4}%2").arg(lineEnd, keyEnd)),
        QStringLiteral("<private-key>"));

    // Keys that say what they are.
    add("\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?", secret); // JSON web token
    add("\\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}\\b", secret);                  // AWS
    add("\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,})", secret);
    add("\\b(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,})", secret); // Slack
    add("\\bhooks\\.slack\\.com/services/([A-Za-z0-9/_-]{8,})", secret);
    // OpenAI, Anthropic
    add("\\b(?:sk|pk|rk)-(?:[A-Za-z0-9]{2,12}-){0,3}[A-Za-z0-9_]{20,}[A-Za-z0-9_-]*", secret, looksRandom);
    add("\\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}", secret); // Stripe
    add("\\b(?:hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{40,}|AIza[A-Za-z0-9_-]{35})",
        secret);

    // IBM Quantum: the old token is 128 hexadecimal digits, the new one is given to these calls by place or
    // by name (see the assignments below); an instance names an account.
    add("[\"']([0-9a-f]{128})(?:[\"']|$)", secret);
    add("\\b(?:enable_account|save_account|QiskitRuntimeService|IBMProvider|IBMQProvider)\\s{0,8}\\(\\s{0,80}"
        "[rb]?[\"']([^\"'\\s]{12,512})",
        secret, looksRandom);
    add("\\bcrn:v1:[^\\s\"']{8,}", secret);

    // Credentials in an address.
    add("\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\\s/@:\"'<]{1,256}:[^\\s/@\"'<]{1,256})@",
        QStringLiteral("<credentials>"));
    add("\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\\s/@:\"'<]{16,256})@", QStringLiteral("<credentials>"));
    add("(?i)[?&](?:access_token|token|api_?key|key|sig|signature|secret)=([^\\s&\"'<]{8,512})", secret);
    add("(?i)\\b(?:bearer|basic)\\s{1,4}([A-Za-z0-9+/=._~-]{12,2048})", secret, looksRandom);

    // Literals under a name that says what they are: password = "…", {"apikey": "…"}, setToken("…"),
    // os.environ["IBM_TOKEN"] = "…". The end may be missing: a suggestion can stop within a literal.
    const char *const gap = "[\"'\\]\\)\\s]{0,8}(?::=|=>|=|:|\\{|\\(|,)\\s{0,8}[a-zA-Z]{0,2}";
    add(qPrintable(QStringLiteral("(?i)(?:passw(?:or)?d|passwd|passphrase|pwd)\\w{0,32}%1"
                                  "(?:\"([^\"\\n]{4,512})|'([^'\\n]{4,512}))")
                       .arg(QLatin1String(gap))),
        secret, isPassword);
    add(qPrintable(QStringLiteral("(?i)(?:token(?![a-z])|secret|api_?-?key|access_?-?key|private_?-?key|"
                                  "credentials?(?![a-z])|auth_?-?key)\\w{0,32}%1"
                                  "(?:\"([^\"\\s]{12,2048})|'([^'\\s]{12,2048}))")
                       .arg(QLatin1String(gap))),
        secret, looksRandom);
    // The same without quotes, as in a shell line or an environment file.
    add("(?i)(?:token(?![a-z])|secret|api_?key|access_?key|passw(?:or)?d)\\w{0,32}=([A-Za-z0-9+/"
        "_=.~-]{16,2048})",
        secret, looksRandom);

    // Home folders: also in a list of folders and right behind an option of a compiler. Not a part of a
    // longer path, and not behind a placeholder, where the text was cut already. Windows first: its names
    // have spaces.
    const QString option =
        QStringLiteral("(?<![A-Za-z0-9_-])-(?:[BFILT]|isystem|isysroot|iquote|idirafter|include|imacros)");
    add(qPrintable(QStringLiteral("(?:\\b|%1)[A-Za-z]:(?:\\\\{1,2}|/)Users(?:\\\\{1,2}|/)"
                                  "([A-Za-z0-9._ -]{1,64})")
                       .arg(option)),
        QStringLiteral("<user>"));
    add(qPrintable(
            QStringLiteral("(?:(?<![A-Za-z0-9_./-])(?<![a-z]>)|%1)/(?:home|Users)/([A-Za-z0-9._-]{1,64})")
                .arg(option)),
        QStringLiteral("<user>"));
    add("\\bfile:///(?:home|Users)/([A-Za-z0-9._%-]{1,64})", QStringLiteral("<user>"));
    return rules;
}

// `whole` from `begin` on is the text; what is in front of it only helps to match.
QString apply(const Rule &rule, const QString &whole, qsizetype begin)
{
    QString result;
    qsizetype done = 0;
    QRegularExpressionMatchIterator matches = rule.pattern.globalMatch(whole);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const int group = match.lastCapturedIndex();
        const qsizetype start = std::max(match.capturedStart(group), begin);
        const qsizetype end = match.capturedEnd(group);
        if (end <= start || start < done || (rule.isSecret && !rule.isSecret(match.capturedView(group))))
            continue;
        result += QStringView(whole).mid(done, start - done);
        result += rule.placeholder;
        done = end;
    }
    if (done == 0)
        return whole;
    result += QStringView(whole).mid(done);
    return result;
}

} // namespace

bool looksRandom(QStringView value)
{
    if (value.size() < 12 || value.startsWith(QLatin1Char('<')) || value.startsWith(QLatin1Char('$')))
        return false;
    const auto has = [&](char16_t first, char16_t last) {
        return std::any_of(value.begin(), value.end(), [&](QChar c) { return isAscii(c, first, last); });
    };
    const bool digits = has(u'0', u'9');
    const bool lower = has(u'a', u'z');
    const bool upper = has(u'A', u'Z');
    const double entropy = entropyPerCharacter(value);
    if (digits && (lower || upper))
        return entropy >= 3.0;
    return lower && upper && value.size() >= 20 && entropy >= 3.5;
}

QString scrub(const QString &text, const QString &before)
{
    // Made once, never changed; matching with a shared expression is thread-safe.
    static const std::vector<Rule> rules = makeRules();
    QString whole = before + text;
    for (const Rule &rule : rules)
        whole = apply(rule, whole, before.size());
    return whole.mid(before.size());
}

} // namespace gatewright
