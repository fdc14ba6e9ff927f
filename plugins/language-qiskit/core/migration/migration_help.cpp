// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/migration/migration_help.h"

#include "plugins/language-qiskit/core/migration/python_names.h"

#include <algorithm>
#include <utility>

namespace gatewright::qiskit {

namespace {

constexpr std::string_view package = "qiskit";
constexpr std::size_t lettersToSuggest = 2;
constexpr std::size_t lettersOfPlainName = 3; // anything may begin like one

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString code(std::string_view text)
{
    return QLatin1Char('`') + shown(text) + QLatin1Char('`');
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool beginsWith(std::string_view name, std::string_view typed)
{
    return typed.size() <= name.size() &&
           std::ranges::equal(name.substr(0, typed.size()), typed, {}, lower, lower);
}

QString nameOf(const MigrationRule &rule)
{
    if (rule.method.empty())
        return code(rule.path);
    return code(rule.owner.empty() ? rule.method : rule.owner + "." + rule.method);
}

QString fate(const MigrationRule &rule)
{
    if (rule.isGone())
        return QStringLiteral("was removed in Qiskit %1.").arg(shown(rule.removed));
    if (rule.removed.empty())
        return QStringLiteral("is deprecated since Qiskit %1.").arg(shown(rule.deprecated));
    return QStringLiteral("is deprecated since Qiskit %1 and goes with %2.")
        .arg(shown(rule.deprecated), shown(rule.removed));
}

QString about(const MigrationRule &rule)
{
    QString text =
        rule.argument.empty()
            ? QStringLiteral("%1 %2").arg(nameOf(rule), fate(rule))
            : QStringLiteral("The argument %1 of %2 %3").arg(code(rule.argument), nameOf(rule), fate(rule));
    QString remedy;
    if (!rule.to.empty())
        remedy = QStringLiteral("Use %1. ").arg(code(rule.to));
    remedy += shown(rule.note);
    return text + QStringLiteral("\n\n") + remedy.trimmed();
}

QString detail(const MigrationRule &rule)
{
    const QString old = rule.method.empty() ? shown(rule.path) : shown(rule.method);
    return rule.isGone() ? QStringLiteral("instead of %1, removed in %2").arg(old, shown(rule.removed))
                         : QStringLiteral("instead of %1, deprecated").arg(old);
}

std::string importOf(std::string_view path)
{
    const std::string_view parent = parentOf(path);
    if (parent.empty())
        return "import " + std::string(path);
    return "from " + std::string(parent) + " import " + std::string(leafOf(path));
}

} // namespace

// Where something is completed.
struct MigrationHelp::Place
{
    const TextDocument &document;
    const PythonNames &names;
    std::size_t offset = 0;
    std::size_t name = 0; // the token that is typed

    [[nodiscard]] std::string_view typed() const
    {
        const std::string_view text = document.text();
        return text.substr(names.begin(name), offset - names.begin(name));
    }
    // Nothing but blanks and a comment between the place and the end of its line.
    [[nodiscard]] bool endsLine() const
    {
        const std::string_view text = document.text();
        const std::size_t next = std::min(text.find_first_not_of(" \t\r", offset), text.size());
        return next == text.size() || text[next] == '\n' || text[next] == '#';
    }
    [[nodiscard]] Suggestion suggest(const MigrationRule &rule, std::string_view old, std::string_view label,
                                     std::size_t begin, std::string text) const
    {
        Suggestion made;
        made.label = shown(label);
        made.kind = rule.method.empty() ? Suggestion::Kind::Name : Suggestion::Kind::Function;
        made.detail = detail(rule);
        made.explanation = about(rule);
        made.range = document.range(begin, offset);
        made.text = std::move(text);
        // Who types the old name finds it, and who types the new one as well.
        made.typed = shown(old) + QLatin1Char(' ') + shown(leafOf(label));
        return made;
    }
    // The new name here, and its import in front of the first one.
    [[nodiscard]] Suggestion suggestWithImport(const MigrationRule &rule, std::size_t begin) const
    {
        const std::string_view leaf = leafOf(rule.to);
        Suggestion made = suggest(rule, leafOf(rule.path), leaf, begin, std::string(leaf));
        const std::size_t first = names.firstImport().value_or(0);
        made.elsewhere.push_back({document.range(first, first), importOf(rule.to) + "\n"});
        return made;
    }
};

MigrationHelp::MigrationHelp(MigrationTable table)
    : m_table(std::move(table))
{
}

QString MigrationHelp::id() const
{
    return QStringLiteral("qiskit.migration");
}

Suggestions MigrationHelp::suggestions(const TextDocument &document, std::size_t offset,
                                       const std::stop_token &token) const
{
    Suggestions found;
    const PythonNames names(document.text(), token);
    if (token.stop_requested() || names.isText(offset))
        return found;
    const std::optional<std::size_t> name = names.nameAt(offset);
    if (!name || names.begin(*name) == offset) {
        found.isIncomplete = true; // the letters are still to come
        return found;
    }
    const Place place{document, names, offset, *name};
    if (place.typed().size() < lettersToSuggest) {
        found.isIncomplete = true;
        return found;
    }
    const std::optional<ImportPlace> import = names.importPlace(*name);
    const std::string chain = names.chain(*name);
    if (import && import->part == ImportPlace::Part::Name) {
        addImports(place, found.items);
    } else if (import) {
        addModules(place, found.items);
    } else if (!names.importsFrom(package)) {
        return found;
    } else if (chain.find('.') == std::string::npos) {
        found.isIncomplete = place.typed().size() < lettersOfPlainName;
        if (!found.isIncomplete)
            addPlainNames(place, found.items);
    } else if (!names.path(*name).empty()) {
        addAttributes(place, found.items);
    } else {
        addMethods(place, found.items);
    }
    found.items.resize(std::min(found.items.size(), mostSuggestions));
    return found;
}

void MigrationHelp::addImports(const Place &place, std::vector<Suggestion> &items) const
{
    const ImportPlace import = *place.names.importPlace(place.name);
    for (const MigrationRule &rule : m_table.rules()) {
        if (rule.path.empty() || !rule.argument.empty() || rule.to.empty() ||
            parentOf(rule.path) != import.module || !beginsWith(leafOf(rule.path), place.typed()))
            continue;
        const std::string_view old = leafOf(rule.path);
        if (parentOf(rule.to) == import.module) {
            items.push_back(
                place.suggest(rule, old, leafOf(rule.to), import.pathBegin, std::string(leafOf(rule.to))));
            continue;
        }
        // Another module: another statement, behind what this one imports already.
        if (import.hasBrackets || !place.endsLine())
            continue;
        std::string statement;
        if (import.namesBefore > 0) {
            std::string_view kept(place.document.text());
            kept = kept.substr(import.begin, import.pathBegin - import.begin);
            kept = kept.substr(0, kept.rfind(','));
            statement = std::string(kept) + "\n";
        }
        statement += importOf(rule.to);
        items.push_back(place.suggest(rule, old, importOf(rule.to), import.begin, std::move(statement)));
        items.back().typed = shown(old) + QLatin1Char(' ') + shown(leafOf(rule.to));
    }
}

void MigrationHelp::addModules(const Place &place, std::vector<Suggestion> &items) const
{
    const ImportPlace import = *place.names.importPlace(place.name);
    if (import.module.empty())
        return;
    const std::string typed = import.module + "." + std::string(place.typed());
    for (const MigrationRule &rule : m_table.rules()) {
        const std::string_view leaf = leafOf(rule.path);
        const bool isModule = !leaf.empty() && leaf.front() >= 'a' && leaf.front() <= 'z';
        if (!isModule || !rule.argument.empty() || rule.to.empty() || parentOf(rule.path) != import.module ||
            !beginsWith(rule.path, typed))
            continue;
        items.push_back(place.suggest(rule, leaf, rule.to, import.pathBegin, rule.to));
    }
}

// Behind the dot of a module or class of Qiskit.
void MigrationHelp::addAttributes(const Place &place, std::vector<Suggestion> &items) const
{
    const std::string path = place.names.path(place.name);
    for (const MigrationRule &rule : m_table.rules()) {
        if (rule.path.empty() || !rule.argument.empty() || rule.to.empty() ||
            parentOf(rule.path) != parentOf(path) || !beginsWith(leafOf(rule.path), place.typed()))
            continue;
        if (parentOf(rule.to) == parentOf(path))
            items.push_back(place.suggest(rule, leafOf(rule.path), leafOf(rule.to),
                                          place.names.begin(place.name), std::string(leafOf(rule.to))));
        else
            items.push_back(place.suggestWithImport(rule, place.names.chainBegin(place.name)));
    }
}

void MigrationHelp::addMethods(const Place &place, std::vector<Suggestion> &items) const
{
    for (const MigrationRule &rule : m_table.rules()) {
        if (rule.method.empty() || !rule.argument.empty() || rule.to.empty() ||
            !beginsWith(rule.method, place.typed()))
            continue;
        items.push_back(place.suggest(rule, rule.method, rule.to, place.names.begin(place.name), rule.to));
    }
}

// A class that is named without its module, and of which nothing is imported yet.
void MigrationHelp::addPlainNames(const Place &place, std::vector<Suggestion> &items) const
{
    if (!place.names.path(place.name).empty())
        return;
    for (const MigrationRule &rule : m_table.rules()) {
        const std::string_view leaf = leafOf(rule.path);
        const bool isClass = !leaf.empty() && leaf.front() >= 'A' && leaf.front() <= 'Z';
        if (isClass && rule.argument.empty() && !rule.to.empty() && leaf.starts_with(place.typed()))
            items.push_back(place.suggestWithImport(rule, place.names.begin(place.name)));
    }
}

const MigrationRule *MigrationHelp::ruleAt(const PythonNames &names, std::size_t name) const
{
    if (const std::optional<std::size_t> function = names.functionOfKeyword(name)) {
        const std::string path = names.path(*function);
        if (const MigrationRule *rule = m_table.ofArgument(path, names.word(name)); rule && !path.empty())
            return rule;
        return names.chain(*function).find('.') == std::string::npos
                   ? nullptr
                   : m_table.ofMethodArgument(names.word(*function), names.word(name));
    }
    const std::string path = names.path(name);
    if (!path.empty())
        return path.starts_with(package) ? m_table.ofPath(path) : nullptr;
    const std::string chain = names.chain(name);
    if (chain.find('.') == std::string::npos) {
        for (const std::string &module : names.starModules()) {
            const std::string starred = module + "." + chain;
            const MigrationRule *rule = m_table.ofPath(starred);
            if (rule && rule->path == starred)
                return rule;
        }
        return nullptr;
    }
    // Short names are anybody's, unless they are called as a gate is.
    const std::string_view word = names.word(name);
    return word.size() > 2 || names.isCalled(name) ? m_table.ofMethod(word) : nullptr;
}

std::optional<Explanation> MigrationHelp::explanation(const TextDocument &document, std::size_t offset,
                                                      const std::stop_token &token) const
{
    const PythonNames names(document.text(), token);
    const std::optional<std::size_t> name = names.nameAt(offset);
    if (!name || token.stop_requested() || !names.importsFrom(package))
        return std::nullopt;
    const MigrationRule *rule = ruleAt(names, *name);
    if (!rule)
        return std::nullopt;
    return Explanation{about(*rule), document.range(names.begin(*name), names.end(*name))};
}

} // namespace gatewright::qiskit
