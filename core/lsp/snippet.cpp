// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/snippet.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace gatewright::lsp {

namespace {

constexpr int deepest = 8;

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

bool isNamePart(QChar character)
{
    return character == QLatin1Char('_') || (character.unicode() < 128 && character.isLetterOrNumber());
}

class Parser
{
public:
    explicit Parser(const QString &source)
        : m_source(source)
    {
    }

    Snippet run()
    {
        while (m_at < m_source.size())
            readUntil(false, 0);
        finish();
        return std::move(m_made);
    }

private:
    [[nodiscard]] QChar here(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source.at(m_at + ahead) : QChar();
    }

    // Up to the end, or inside a placeholder to its closing brace, which is eaten.
    bool readUntil(bool braced, int depth)
    {
        while (m_at < m_source.size()) {
            const QChar character = here();
            if (braced && character == QLatin1Char('}')) {
                ++m_at;
                return true;
            }
            if (character == QLatin1Char('\\') && QStringLiteral("$}\\").contains(here(1)) &&
                !here(1).isNull()) {
                m_made.text += here(1);
                m_at += 2;
            } else if (character != QLatin1Char('$') || !readStop(depth)) {
                m_made.text += character;
                ++m_at;
            }
        }
        m_unclosed = m_unclosed || braced;
        return !braced;
    }

    // At a `$`. False, with nothing eaten and nothing made, when it is none.
    bool readStop(int depth)
    {
        const qsizetype begin = m_at;
        const bool braced = here(1) == QLatin1Char('{');
        m_at += braced ? 2 : 1;
        const std::optional<int> number = readNumber();
        const bool isVariable = !number && isNamePart(here());
        if (isVariable) {
            while (isNamePart(here()))
                ++m_at;
        }
        const QString before = m_made.text;
        const std::vector<Snippet::Stop> stopsBefore = m_made.stops;
        const qsizetype textBegin = m_made.text.size();
        const bool read =
            (number || isVariable) && depth < deepest && (!braced || (!m_unclosed && readBody(depth)));
        if (!read) {
            m_at = begin;
            m_made.text = before;
            m_made.stops = stopsBefore;
            return false;
        }
        if (number)
            m_made.stops.push_back({*number, textBegin, m_made.text.size()});
        return true;
    }

    std::optional<int> readNumber()
    {
        constexpr int most = 9'999;
        std::optional<int> number;
        while (isDigit(here())) {
            number = std::min(most, number.value_or(0) * 10 + here().digitValue());
            ++m_at;
        }
        return number;
    }

    // Behind the number or name of a braced one.
    bool readBody(int depth)
    {
        if (here() == QLatin1Char('}')) {
            ++m_at;
            return true;
        }
        if (here() == QLatin1Char(':')) {
            ++m_at;
            return readUntil(true, depth + 1);
        }
        const bool hasChoices = here() == QLatin1Char('|');
        const qsizetype end =
            m_source.indexOf(hasChoices ? QLatin1String("|}") : QLatin1String("}"), m_at + 1);
        if (end < 0)
            return false;
        if (hasChoices)
            m_made.text += m_source.mid(m_at + 1, end - m_at - 1).section(QLatin1Char(','), 0, 0);
        m_at = end + (hasChoices ? 2 : 1); // a transformation of a variable is left out
        return true;
    }

    void finish()
    {
        const auto order = [](const Snippet::Stop &stop) {
            return stop.number == 0 ? std::numeric_limits<int>::max() : stop.number;
        };
        std::ranges::stable_sort(m_made.stops, {}, order);
        if (m_made.stops.empty() || m_made.stops.back().number != 0)
            m_made.stops.push_back({0, m_made.text.size(), m_made.text.size()});
    }

    const QString &m_source;
    qsizetype m_at = 0;
    // A brace has no partner: from there on braces are text, or every one would be looked for to the end
    // again.
    bool m_unclosed = false;
    Snippet m_made;
};

} // namespace

Snippet parseSnippet(const QString &source)
{
    return Parser(source).run();
}

} // namespace gatewright::lsp
