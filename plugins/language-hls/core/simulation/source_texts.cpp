// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/source_texts.h"

#include "plugins/language-hls/core/pragma/function_scope.h"
#include "plugins/language-hls/core/pragma/source_scanner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace gatewright::hls {

namespace {

constexpr qint64 maximumFileBytes = qint64{8} * 1024 * 1024;

} // namespace

SourceTexts::SourceTexts(const CheckInput &input)
    : m_documentPath(input.path.isEmpty() ? QStringLiteral("/untitled/untitled.cpp")
                                          : QDir::cleanPath(QFileInfo(input.path).absoluteFilePath()))
{
    if (input.unsaved) {
        for (const auto &[path, text] : *input.unsaved)
            m_overrides[QDir::cleanPath(path)] = text;
    }
    m_overrides[m_documentPath] = input.document.text();
}

bool SourceTexts::exists(const QString &path) const
{
    return m_overrides.count(path) != 0 || QFileInfo(path).isFile();
}

std::optional<std::string> SourceTexts::text(const QString &path) const
{
    if (const auto found = m_overrides.find(path); found != m_overrides.end())
        return std::string(found->second);
    QFile file(path);
    if (!QFileInfo(path).isFile() || file.size() > maximumFileBytes || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll().toStdString();
}

bool definesMain(std::string_view text)
{
    if (text.find("main") == std::string_view::npos)
        return false;
    SourceScanner scanner(text);
    FunctionScope scope(text);
    std::string_view last;
    bool named = false;
    while (const std::optional<SourceToken> token = scanner.next()) {
        const std::string_view word = token->piece.of(text);
        if (named && word == "(")
            return true;
        named = word == "main" && (last == "int" || last == "void" || last == "auto") && !scope.inFunction();
        scope.add(*token);
        last = word;
    }
    return false;
}

bool definesFunction(std::string_view text, std::string_view name)
{
    if (text.find(name) == std::string_view::npos)
        return false;
    enum class Place { Elsewhere, AfterName, InParameters, AfterParameters };
    Place place = Place::Elsewhere;
    int depth = 0;
    SourceScanner scanner(text);
    while (const std::optional<SourceToken> token = scanner.next()) {
        const std::string_view word = token->piece.of(text);
        if (token->kind == SourceTokenKind::Directive)
            continue;
        if (place == Place::InParameters) {
            depth += word == "(" ? 1 : (word == ")" ? -1 : 0);
            if (depth == 0)
                place = Place::AfterParameters;
        } else if (place == Place::AfterName && word == "(") {
            place = Place::InParameters;
            depth = 1;
        } else if (place == Place::AfterParameters && word == "{") {
            return true;
        } else if (word == name) {
            place = Place::AfterName;
        } else if (place == Place::AfterName || word == ";" || word == ")" || word == "," || word == "}") {
            place = Place::Elsewhere;
        }
    }
    return false;
}

std::vector<QString> quotedIncludes(std::string_view text)
{
    std::vector<QString> names;
    SourceScanner scanner(text);
    while (const std::optional<SourceToken> token = scanner.next()) {
        if (token->kind != SourceTokenKind::Directive)
            continue;
        std::string_view directive = token->piece.of(text);
        directive.remove_prefix(std::min(directive.find_first_not_of("# \t"), directive.size()));
        if (!directive.starts_with("include"))
            continue;
        const std::size_t open = directive.find('"');
        const std::size_t close = open == std::string_view::npos ? open : directive.find('"', open + 1);
        if (close == std::string_view::npos)
            continue;
        const std::string_view name = directive.substr(open + 1, close - open - 1);
        names.push_back(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    }
    return names;
}

bool isSourceFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("c") || suffix == QLatin1String("cc") || suffix == QLatin1String("cpp") ||
           suffix == QLatin1String("cxx");
}

} // namespace gatewright::hls
