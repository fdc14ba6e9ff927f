// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_help.h"

#include "core/text/words.h"
#include "plugins/language-hls/core/pragma/declared_names.h"
#include "plugins/language-hls/core/pragma/source_scanner.h"
#include "plugins/language-hls/core/pragma/words.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace gatewright::hls {

namespace {

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString code(std::string_view text)
{
    return QLatin1Char('`') + shown(text) + QLatin1Char('`');
}

bool holds(TextPiece piece, std::size_t offset)
{
    return !piece.isEmpty() && piece.begin <= offset && offset <= piece.end;
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\v' || byte == '\f';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text;
}

QString kindOf(const OptionRule &option)
{
    switch (option.kind) {
    case OptionKind::Integer:
        return option.minimum ? QStringLiteral("a whole number from %1").arg(*option.minimum)
                              : QStringLiteral("a whole number");
    case OptionKind::Number:
        return QStringLiteral("a number");
    case OptionKind::Boolean:
        return QStringLiteral("true or false");
    case OptionKind::Flag:
        return QStringLiteral("no value");
    case OptionKind::Choice:
        return QStringLiteral("one of its values");
    case OptionKind::Identifier:
        return option.values.empty() ? QStringLiteral("a name") : QStringLiteral("one of its values");
    case OptionKind::Variable:
        return QStringLiteral("a variable");
    }
    return {};
}

// The option that a piece of the line is, by its name or as a value that stands alone.
const OptionRule *ruleOf(const PragmaRule &pragma, const PragmaOption &option, std::string_view text)
{
    const std::string name = lowerCase(option.name.of(text));
    if (const OptionRule *rule = pragma.option(name))
        return rule;
    return option.hasValue ? nullptr : pragma.optionOfBareValue(name);
}

} // namespace

// Where something is completed.
struct PragmaHelp::Place
{
    const TextDocument &document;
    std::size_t offset = 0;
    TextPiece word;       // typed of what is completed, up to the place
    PragmaLine line;      // up to the word
    PragmaLine wholeLine; // with what stands behind the place
    const std::stop_token &token;

    [[nodiscard]] std::string_view text() const { return document.text(); }
    [[nodiscard]] Suggestion suggest(std::string_view label, Suggestion::Kind kind) const
    {
        Suggestion made;
        made.label = shown(label);
        made.kind = kind;
        made.range = document.range(word.begin, word.end);
        made.text = label;
        return made;
    }
    // Of the options that stand on the line, except the one that is being typed.
    template <class Visit>
    void eachOther(const PragmaRule &pragma, Visit visit) const
    {
        for (const PragmaOption &option : wholeLine.options) {
            if (option.name.begin == word.begin)
                continue;
            if (const OptionRule *rule = ruleOf(pragma, option, text()))
                visit(option, *rule);
        }
    }
};

std::optional<TextPiece> directiveAt(std::string_view text, std::size_t offset, const std::stop_token &token)
{
    SourceScanner scanner(text);
    std::optional<TextPiece> found;
    for (std::size_t count = 1; !found; ++count) {
        if (count % 4096 == 0 && token.stop_requested())
            return std::nullopt;
        const std::optional<SourceToken> next = scanner.next();
        if (!next || next->piece.begin >= offset)
            return std::nullopt;
        if (next->kind == SourceTokenKind::Directive && offset <= next->piece.end)
            found = next->piece;
    }
    for (std::size_t at = found->begin; at < offset;) {
        if (const std::size_t end = commentEnd(text, at); end != at) {
            const bool isClosed = text[at + 1] == '*' && end >= at + 4 && text.substr(end - 2, 2) == "*/";
            if (offset < end || !isClosed)
                return std::nullopt;
            at = end;
        } else if (text[at] == '"') {
            const std::size_t quote = text.find('"', at + 1);
            if (quote == std::string_view::npos || offset <= quote)
                return std::nullopt;
            at = quote + 1;
        } else {
            ++at;
        }
    }
    return found;
}

PragmaHelp::PragmaHelp(PragmaTable table, PragmaTexts texts)
    : m_table(std::move(table))
    , m_texts(std::move(texts))
{
}

QString PragmaHelp::id() const
{
    return QStringLiteral("hls.pragmas");
}

Suggestions PragmaHelp::suggestions(const TextDocument &document, std::size_t offset,
                                    const std::stop_token &token) const
{
    const std::string_view text = document.text();
    const std::optional<TextPiece> directive = directiveAt(text, offset, token);
    if (!directive)
        return {};
    std::size_t begin = offset;
    while (begin > directive->begin && isWordByte(text[begin - 1]))
        --begin;
    const std::optional<PragmaLine> line = readPragma(text, {directive->begin, begin});
    Place place{document, offset, {begin, offset}, line.value_or(PragmaLine()), {}, token};
    Suggestions found;
    if (!line) {
        const std::string_view before = text.substr(directive->begin + 1, begin - directive->begin - 1);
        if (trimmed(before) == "pragma" && isBlank(text[begin - 1]))
            found.items.push_back(place.suggest("HLS", Suggestion::Kind::Keyword));
        return found;
    }
    place.wholeLine = readPragma(text, *directive).value_or(PragmaLine());
    const std::string_view before = text.substr(directive->begin, begin - directive->begin);
    const char last = trimmed(before).back();
    if (!line->unreadable.isEmpty() || last == '.' ||
        std::ranges::count(before, '(') > std::ranges::count(before, ')'))
        return found;
    if (line->name.isEmpty()) {
        addNames(place, found.items);
        return found;
    }
    const PragmaRule *pragma = m_table.find(lowerCase(line->name.of(text)));
    if (!pragma || pragma->status == PragmaStatus::Rejected)
        return found;
    const PragmaOption *option = line->options.empty() ? nullptr : &line->options.back();
    // "factor=", "variable=a," and the like: a value goes on.
    const bool inValue = option && option->hasValue &&
                         (option->value.isEmpty() ||
                          std::string_view("=+-*/%,&|^<>?:!~[").find(last) != std::string_view::npos);
    if (inValue) {
        if (const OptionRule *rule = pragma->option(lowerCase(option->name.of(text))))
            addValues(place, *pragma, *rule, found.items);
    } else if (isBlank(text[begin - 1])) {
        addOptions(place, *pragma, found.items);
    }
    return found;
}

void PragmaHelp::addNames(const Place &place, std::vector<Suggestion> &items) const
{
    // As the letters that are typed, or else as the file writes them.
    std::string_view like = place.word.of(place.text());
    std::vector<PragmaLine> others;
    if (like.empty()) {
        others = findPragmas(place.text(), place.token);
        const auto other =
            std::ranges::find_if(others, [](const auto &line) { return !line.name.isEmpty(); });
        like = other == others.end() ? std::string_view("x") : other->name.of(place.text());
    }
    for (const PragmaRule &pragma : m_table.pragmas()) {
        if (pragma.status != PragmaStatus::Known)
            continue; // what is written today
        Suggestion made = place.suggest(inCaseOf(pragma.name, like), Suggestion::Kind::Keyword);
        made.explanation = aboutPragma(pragma);
        items.push_back(std::move(made));
    }
}

void PragmaHelp::addOptions(const Place &place, const PragmaRule &pragma,
                            std::vector<Suggestion> &items) const
{
    std::vector<std::string> taken;
    std::string mode;
    place.eachOther(pragma, [&](const PragmaOption &option, const OptionRule &rule) {
        taken.push_back(rule.name);
        if (rule.name == "mode")
            mode = lowerCase((option.hasValue ? option.value : option.name).of(place.text()));
    });
    for (const auto &group : pragma.exclusive) {
        if (std::ranges::any_of(
                group, [&](const auto &name) { return std::ranges::find(taken, name) != taken.end(); }))
            taken.insert(taken.end(), group.begin(), group.end());
    }
    std::vector<const OptionRule *> open;
    for (const OptionRule &option : pragma.options) {
        const bool fitsMode = mode.empty() || option.modes.empty() ||
                              std::ranges::find(option.modes, mode) != option.modes.end();
        if (!option.deprecated && fitsMode && std::ranges::find(taken, option.name) == taken.end())
            open.push_back(&option);
    }
    std::ranges::stable_partition(open, [](const OptionRule *option) { return option->required; });
    for (const OptionRule *option : open) {
        if (option->bareValue) {
            for (const std::string &value : option->values)
                items.push_back(valueOf(place, pragma, *option, value));
        }
        const std::string label = option->kind == OptionKind::Flag ? option->shown : option->shown + "=";
        Suggestion made = place.suggest(label, Suggestion::Kind::Option);
        made.detail =
            option->required ? QStringLiteral("%1, required").arg(kindOf(*option)) : kindOf(*option);
        made.explanation = aboutOption(pragma, *option);
        items.push_back(std::move(made));
    }
}

void PragmaHelp::addValues(const Place &place, const PragmaRule &pragma, const OptionRule &option,
                           std::vector<Suggestion> &items) const
{
    for (const std::string &value : option.values)
        items.push_back(valueOf(place, pragma, option, value));
    if (option.kind == OptionKind::Boolean) {
        for (const char *value : {"true", "false"})
            items.push_back(place.suggest(value, Suggestion::Kind::Value));
    }
    // What is allocated is a function or an operator.
    if (option.kind != OptionKind::Variable || option.name == "instances")
        return;
    for (const std::string &name : namesInScope(place.text(), place.offset, place.token))
        items.push_back(place.suggest(name, Suggestion::Kind::Variable));
    if (pragma.name == "interface" && option.name == "port")
        items.push_back(place.suggest("return", Suggestion::Kind::Keyword));
    items.resize(std::min(items.size(), mostSuggestions));
}

Suggestion PragmaHelp::valueOf(const Place &place, const PragmaRule &pragma, const OptionRule &option,
                               const std::string &value) const
{
    Suggestion made = place.suggest(value, Suggestion::Kind::Value);
    made.detail = shown(option.shown);
    made.explanation = aboutValue(pragma, option, value);
    return made;
}

QString PragmaHelp::aboutPragma(const PragmaRule &pragma) const
{
    QString text = QStringLiteral("`#pragma HLS %1`").arg(shown(pragma.name));
    if (const QString about = m_texts.pragma(pragma.name); !about.isEmpty())
        text += QStringLiteral("\n\n") + about;
    if (pragma.status == PragmaStatus::Deprecated && !pragma.replacement.empty())
        text += QStringLiteral("\n\nDeprecated: write %1.").arg(code(pragma.replacement));
    QStringList options;
    for (const OptionRule &option : pragma.options) {
        if (!option.deprecated)
            options.append(code(option.shown) +
                           (option.required ? QStringLiteral(" (required)") : QString()));
    }
    if (!options.isEmpty())
        text += QStringLiteral("\n\nOptions: %1").arg(options.join(QStringLiteral(", ")));
    return text;
}

QString PragmaHelp::aboutOption(const PragmaRule &pragma, const OptionRule &option) const
{
    QString text = QStringLiteral("`%1 %2`: %3").arg(shown(pragma.name), shown(option.shown), kindOf(option));
    if (option.required)
        text += QStringLiteral(", required");
    if (const QString about = m_texts.option(pragma.name, option.name); !about.isEmpty())
        text += QStringLiteral("\n\n") + about;
    if (!option.values.empty()) {
        QStringList values;
        for (const std::string &value : option.values)
            values.append(code(value));
        text += QStringLiteral("\n\nValues: %1").arg(values.join(QStringLiteral(", ")));
    }
    if (option.deprecated)
        text += option.replacement.empty()
                    ? QStringLiteral("\n\nDeprecated: leave it out.")
                    : QStringLiteral("\n\nDeprecated: write %1.").arg(code(option.replacement));
    return text;
}

QString PragmaHelp::aboutValue(const PragmaRule &pragma, const OptionRule &option,
                               std::string_view value) const
{
    const QString about = m_texts.value(pragma.name, option.name, value);
    if (about.isEmpty())
        return aboutOption(pragma, option);
    return QStringLiteral("`%1 %2=%3`\n\n%4")
        .arg(shown(pragma.name), shown(option.shown), shown(value), about);
}

std::optional<Explanation> PragmaHelp::explanation(const TextDocument &document, std::size_t offset,
                                                   const std::stop_token &token) const
{
    const std::string_view text = document.text();
    const std::optional<TextPiece> directive = directiveAt(text, offset, token);
    const std::optional<PragmaLine> line = directive ? readPragma(text, *directive) : std::nullopt;
    const PragmaRule *pragma = line ? m_table.find(lowerCase(line->name.of(text))) : nullptr;
    if (!pragma)
        return std::nullopt;
    const auto about = [&document](TextPiece piece, const QString &words) {
        return Explanation{words, document.range(piece.begin, piece.end)};
    };
    if (holds(line->name, offset))
        return about(line->name, aboutPragma(*pragma));
    for (const PragmaOption &option : line->options) {
        const OptionRule *rule = ruleOf(*pragma, option, text);
        if (!rule)
            continue;
        const bool isBare = pragma->option(lowerCase(option.name.of(text))) != rule;
        if (holds(option.name, offset))
            return about(option.name, isBare ? aboutValue(*pragma, *rule, lowerCase(option.name.of(text)))
                                             : aboutOption(*pragma, *rule));
        // About a variable others know more.
        if (option.hasValue && holds(option.value, offset) && rule->kind != OptionKind::Variable)
            return about(option.value, aboutValue(*pragma, *rule, lowerCase(option.value.of(text))));
    }
    return std::nullopt;
}

} // namespace gatewright::hls
