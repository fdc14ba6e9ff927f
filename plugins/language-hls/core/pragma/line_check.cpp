// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/line_check.h"

#include "plugins/language-hls/core/pragma/words.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gatewright::hls {

namespace {

QString shown(std::string_view word)
{
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString listed(const std::vector<std::string> &words)
{
    QStringList names;
    for (const std::string &word : words)
        names << shown(word);
    const QString last = names.takeLast();
    return names.isEmpty() ? last : names.join(QStringLiteral(", ")) + QStringLiteral(" or ") + last;
}

// A literal integer. Anything else is an expression of constants, which only a compiler can tell.
std::optional<long long> literalInteger(std::string_view value)
{
    const bool negative = value.starts_with('-');
    value.remove_prefix(negative ? 1 : 0);
    int base = 10;
    if (value.starts_with("0x") || value.starts_with("0X")) {
        base = 16;
        value.remove_prefix(2);
    }
    long long number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number, base);
    if (error != std::errc() ||
        std::string_view(end, value.data() + value.size()).find_first_not_of("uUlL") !=
            std::string_view::npos)
        return std::nullopt;
    return negative ? -number : number;
}

// A number with a fraction, a string: never the value of a constant integer expression.
bool isNoInteger(std::string_view value)
{
    if (value.find('"') != std::string_view::npos || value.find('\'') != std::string_view::npos)
        return true;
    const bool isNumber = value[0] >= '0' && value[0] <= '9';
    const bool isPlain = std::ranges::all_of(value, [](char byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               byte == '.' || byte == '_';
    });
    return isNumber && isPlain && !literalInteger(value);
}

bool isWord(std::string_view value)
{
    return std::ranges::all_of(value, [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
               byte == '_';
    });
}

} // namespace

PragmaFinding &LineCheck::add(std::string rule, Severity severity, const char *code, TextPiece place,
                              const QString &message)
{
    PragmaFinding finding;
    finding.rule = std::move(rule);
    finding.diagnostic.range = m_document.range(place.begin, place.end);
    finding.diagnostic.severity = severity;
    finding.diagnostic.code = QLatin1String(code);
    finding.diagnostic.source = QStringLiteral("hls");
    finding.diagnostic.message = message;
    m_findings.push_back(std::move(finding));
    return m_findings.back();
}

void LineCheck::addReplacement(PragmaFinding &finding, TextPiece place, const std::string &replacement) const
{
    const QString title = replacement.empty()
                              ? QStringLiteral("Remove '%1'").arg(shown(text(place)).trimmed())
                              : QStringLiteral("Change to '%1'").arg(shown(replacement));
    finding.diagnostic.fixes.push_back({title, {{m_document.range(place.begin, place.end), replacement}}});
}

TextPiece LineCheck::withBlankBefore(TextPiece piece) const
{
    while (piece.begin > m_line.name.end &&
           (m_document.text()[piece.begin - 1] == ' ' || m_document.text()[piece.begin - 1] == '\t'))
        --piece.begin;
    return piece;
}

void LineCheck::run()
{
    if (m_line.name.isEmpty()) {
        const TextPiece place = m_line.unreadable.isEmpty() ? m_line.keyword : m_line.unreadable;
        add("syntax", Severity::Warning, "hls-pragma-syntax", place,
            QStringLiteral("This pragma names no directive; write for example '#pragma HLS PIPELINE II=1'."));
        return;
    }
    const PragmaRule *pragma = m_table.find(lowerCase(text(m_line.name)));
    if (!pragma) {
        unknownPragma();
        return;
    }
    if (!m_line.inFunction)
        add("place", Severity::Error, "hls-pragma-place", m_line.name,
            QStringLiteral("A '#pragma HLS' stands in the body of a function; move it there."));
    statusOf(*pragma);
    if (pragma->status == PragmaStatus::Rejected)
        return;
    for (const PragmaOption &given : m_line.options)
        option(*pragma, given);
    if (!m_line.unreadable.isEmpty())
        add("syntax", Severity::Error, "hls-pragma-syntax", m_line.unreadable,
            QStringLiteral("An option is expected here: a keyword or NAME=VALUE."));
    modes(*pragma);
    conflicts(*pragma);
    missingOptions(*pragma);
}

void LineCheck::unknownPragma()
{
    const std::string_view nearest = nearestWord(text(m_line.name), m_table.names());
    const QString name = shown(text(m_line.name));
    if (nearest.empty()) {
        add("unknown", Severity::Warning, "hls-pragma-unknown", m_line.name,
            QStringLiteral("Vitis HLS knows no pragma '%1' and ignores it.").arg(name));
        return;
    }
    const std::string meant = inCaseOf(nearest, text(m_line.name));
    PragmaFinding &finding =
        add("unknown", Severity::Error, "hls-pragma-unknown", m_line.name,
            QStringLiteral("Vitis HLS knows no pragma '%1' and ignores it; did you mean '%2'?")
                .arg(name, shown(meant)));
    addReplacement(finding, m_line.name, meant);
}

void LineCheck::statusOf(const PragmaRule &pragma)
{
    const QString name = shown(text(m_line.name));
    if (pragma.status == PragmaStatus::Rejected) {
        add("unsupported " + pragma.name, Severity::Error, "hls-pragma-unsupported", m_line.name,
            QStringLiteral("Vitis HLS does not support '%1' any more; remove it.").arg(name));
    } else if (pragma.status == PragmaStatus::Deprecated) {
        PragmaFinding &finding =
            add("deprecated " + pragma.name, Severity::Warning, "hls-pragma-deprecated", m_line.name,
                QStringLiteral("'%1' is deprecated; use %2.").arg(name, shown(pragma.replacement)));
        // With other options than the variable, what replaces them is for the user to say.
        const std::size_t blank = pragma.replacement.find(' ');
        const bool isOneName = m_table.find(pragma.replacement.substr(0, blank)) != nullptr &&
                               pragma.replacement.find(" or ") == std::string::npos;
        const bool isPlain = std::ranges::all_of(m_line.options, [this](const PragmaOption &option) {
            return lowerCase(text(option.name)) == "variable";
        });
        if (isOneName && isPlain)
            addReplacement(finding, m_line.name, inCaseOf(pragma.replacement, text(m_line.name)));
    }
}

void LineCheck::option(const PragmaRule &pragma, const PragmaOption &given)
{
    const std::string name = lowerCase(text(given.name));
    Use use;
    use.rule = pragma.option(name);
    use.value = lowerCase(text(given.value));
    if (!given.hasValue) {
        // A keyword may be both a flag ("off") and a bare value of another option.
        const bool isFlag =
            use.rule && (use.rule->kind == OptionKind::Flag || use.rule->kind == OptionKind::Boolean);
        if (const OptionRule *owner = isFlag ? nullptr : pragma.optionOfBareValue(name)) {
            use.rule = owner;
            use.value = name;
        }
    }
    m_uses.push_back(use);
    if (!use.rule) {
        unknownOption(pragma, given);
        return;
    }
    const std::size_t before = m_findings.size();
    deprecatedOption(pragma, *use.rule, given);
    if (m_findings.size() == before && (given.hasValue || use.value.empty()))
        valueOf(pragma, *use.rule, given);
}

void LineCheck::unknownOption(const PragmaRule &pragma, const PragmaOption &given)
{
    if (pragma.open)
        return;
    std::vector<std::string> known;
    for (const OptionRule &rule : pragma.options) {
        known.push_back(rule.name);
        if (rule.bareValue && !given.hasValue)
            known.insert(known.end(), rule.values.begin(), rule.values.end());
    }
    const std::string_view nearest = nearestWord(text(given.name), known);
    const QString what =
        QStringLiteral("'%1' has no option '%2'").arg(shown(pragma.name), shown(text(given.name)));
    if (nearest.empty()) {
        add("option " + pragma.name, Severity::Warning, "hls-pragma-option", given.name,
            what + QStringLiteral("; Vitis HLS ignores it."));
        return;
    }
    const std::string meant = inCaseOf(nearest, text(given.name));
    PragmaFinding &finding = add("option " + pragma.name, Severity::Error, "hls-pragma-option", given.name,
                                 what + QStringLiteral("; did you mean '%1'?").arg(shown(meant)));
    addReplacement(finding, given.name, meant);
}

void LineCheck::deprecatedOption(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &given)
{
    const std::string ruleName = "deprecated " + pragma.name + "." + rule.name;
    if (rule.deprecated) {
        const QString remedy = rule.replacement.empty()
                                   ? QStringLiteral("remove it")
                                   : QStringLiteral("use %1").arg(shown(rule.replacement));
        PragmaFinding &finding = add(ruleName, Severity::Warning, "hls-pragma-deprecated", given.whole(),
                                     QStringLiteral("The option '%1' of '%2' is deprecated; %3.")
                                         .arg(shown(rule.name), shown(pragma.name), remedy));
        addReplacement(finding, rule.replacement.empty() ? withBlankBefore(given.whole()) : given.whole(),
                       rule.replacement);
    }
    const TextPiece place = given.hasValue ? given.value : given.name;
    const auto old =
        std::ranges::find(rule.deprecatedValues, lowerCase(text(place)), &DeprecatedValue::value);
    if (old == rule.deprecatedValues.end())
        return;
    const QString remedy = old->replacement.empty() ? QStringLiteral("remove it")
                                                    : QStringLiteral("use %1").arg(shown(old->replacement));
    PragmaFinding &finding = add(ruleName, Severity::Warning, "hls-pragma-deprecated", place,
                                 QStringLiteral("'%1' is deprecated; %2.").arg(shown(text(place)), remedy));
    addReplacement(finding, old->replacement.empty() ? withBlankBefore(given.whole()) : place,
                   old->replacement);
}

void LineCheck::wrongValue(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &given,
                           const QString &wanted)
{
    const bool isEmpty = given.value.isEmpty();
    const QString found =
        isEmpty ? QStringLiteral("nothing") : QStringLiteral("'%1'").arg(shown(text(given.value)));
    PragmaFinding &finding = add("value " + pragma.name + "." + rule.name, Severity::Error,
                                 "hls-pragma-value", isEmpty ? given.name : given.value,
                                 QStringLiteral("The option '%1' of '%2' takes %3, not %4.")
                                     .arg(shown(text(given.name)), shown(pragma.name), wanted, found));
    if (isEmpty || rule.values.empty())
        return;
    if (const std::string_view nearest = nearestWord(text(given.value), rule.values); !nearest.empty())
        addReplacement(finding, given.value, inCaseOf(nearest, text(given.value)));
}

void LineCheck::valueOf(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &given)
{
    const std::string_view value = text(given.value);
    if (rule.kind == OptionKind::Flag) {
        // Newer releases write "off=true" as well.
        if (given.hasValue && !equalIgnoringCase(value, "true") && !equalIgnoringCase(value, "false")) {
            PragmaFinding &finding = add("value " + pragma.name + "." + rule.name, Severity::Error,
                                         "hls-pragma-value", given.whole(),
                                         QStringLiteral("The option '%1' of '%2' takes no value.")
                                             .arg(shown(text(given.name)), shown(pragma.name)));
            addReplacement(finding, given.whole(), std::string(text(given.name)));
        }
        return;
    }
    if (rule.kind == OptionKind::Boolean) {
        const bool isBoolean = equalIgnoringCase(value, "true") || equalIgnoringCase(value, "false");
        if (given.hasValue && !isBoolean)
            wrongValue(pragma, rule, given, QStringLiteral("true or false"));
        return;
    }
    if (value.empty()) {
        // "dim" alone; of required ones "variable" alone is as good as missing.
        wrongValue(pragma, rule, given,
                   rule.kind == OptionKind::Integer ? QStringLiteral("a whole number")
                                                    : QStringLiteral("a value"));
        return;
    }
    if (rule.kind == OptionKind::Integer) {
        const std::optional<long long> number = literalInteger(value);
        const QString least = rule.minimum
                                  ? QStringLiteral("a whole number of at least %1").arg(*rule.minimum)
                                  : QStringLiteral("a whole number");
        if (number ? rule.minimum && *number < *rule.minimum : isNoInteger(value))
            wrongValue(pragma, rule, given, least);
    } else if (rule.kind == OptionKind::Number) {
        const bool isText = value[0] == '"' || value[0] == '\'';
        if (isText || value[0] == '-')
            wrongValue(pragma, rule, given, QStringLiteral("a number that is not negative"));
    } else if (!rule.values.empty() && isWord(value)) {
        if (std::ranges::find(rule.values, lowerCase(value)) == rule.values.end())
            wrongValue(pragma, rule, given, listed(rule.values));
    } else if (!rule.values.empty()) {
        wrongValue(pragma, rule, given, listed(rule.values));
    }
}

const LineCheck::Use *LineCheck::use(std::string_view name) const
{
    const auto found =
        std::ranges::find_if(m_uses, [name](const Use &use) { return use.rule && use.rule->name == name; });
    return found == m_uses.end() ? nullptr : &*found;
}

void LineCheck::modes(const PragmaRule &pragma)
{
    const Use *mode = use("mode");
    if (pragma.name != "interface" || !mode)
        return;
    for (std::size_t i = 0; i < m_uses.size(); ++i) {
        const OptionRule *rule = m_uses[i].rule;
        if (!rule || rule->modes.empty() || std::ranges::find(rule->modes, mode->value) != rule->modes.end())
            continue;
        const OptionRule &all = *mode->rule;
        if (std::ranges::find(all.values, mode->value) == all.values.end())
            return; // the mode itself is wrong, and said to be
        add("mode interface." + rule->name, Severity::Warning, "hls-pragma-option", m_line.options[i].name,
            QStringLiteral("An interface of mode %1 has no option '%2'; it goes with %3.")
                .arg(shown(mode->value), shown(rule->name), listed(rule->modes)));
    }
}

void LineCheck::conflicts(const PragmaRule &pragma)
{
    for (const std::vector<std::string> &group : pragma.exclusive) {
        for (std::size_t i = 0, seen = 0; i < m_uses.size(); ++i) {
            if (!m_uses[i].rule || std::ranges::find(group, m_uses[i].rule->name) == group.end() ||
                ++seen != 2)
                continue;
            PragmaFinding &finding = add(
                "conflict " + pragma.name, Severity::Error, "hls-pragma-conflict", m_line.options[i].whole(),
                QStringLiteral("'%1' takes either %2, not both.").arg(shown(pragma.name), listed(group)));
            addReplacement(finding, withBlankBefore(m_line.options[i].whole()), {});
        }
    }
}

void LineCheck::missingOptions(const PragmaRule &pragma)
{
    const auto missing = [&](const std::string &rule, const QString &option) {
        add(rule, Severity::Error, "hls-pragma-missing-option", m_line.name,
            QStringLiteral("'%1' needs the option %2.").arg(shown(pragma.name), option));
    };
    for (const OptionRule &rule : pragma.options) {
        if (rule.required && !use(rule.name))
            missing("required " + pragma.name + "." + rule.name,
                    QStringLiteral("'%1'").arg(shown(rule.name)));
    }
    const auto isUsed = [this](const std::string &name) { return use(name) != nullptr; };
    if (!pragma.oneOf.empty() && std::ranges::none_of(pragma.oneOf, isUsed))
        missing("one of " + pragma.name, listed(pragma.oneOf));
    const Use *type = use("type");
    if (type && !use("factor") && std::ranges::find(pragma.factorFor, type->value) != pragma.factorFor.end())
        missing("factor " + pragma.name, QStringLiteral("'factor' with type %1").arg(shown(type->value)));
}

} // namespace gatewright::hls
