// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_filter.h"

#include "ui/bridge/diagnostics_model.h"

#include <algorithm>

namespace gatewright {

void ProblemsFilter::setShown(Severity severity, bool shown)
{
    m_shown = shown ? m_shown | bit(severity) : m_shown & ~bit(severity);
    invalidateFilter();
}

bool ProblemsFilter::isShown(Severity severity) const
{
    return (m_shown & bit(severity)) != 0;
}

void ProblemsFilter::setWords(const QString &words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ProblemsFilter::setScope(Scope scope)
{
    m_scope = scope;
    invalidateFilter();
}

void ProblemsFilter::setCurrentDocument(int document)
{
    m_document = document;
    if (m_scope == Scope::CurrentFile)
        invalidateFilter();
}

bool ProblemsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto cell = [&](int column) { return sourceModel()->index(row, column, parent); };
    const QModelIndex first = cell(DiagnosticsModel::MessageColumn);
    if (!isShown(static_cast<Severity>(first.data(DiagnosticsModel::SeverityRole).toInt())))
        return false;
    if (m_scope == Scope::CurrentFile && first.data(DiagnosticsModel::DocumentRole).toInt() != m_document)
        return false;
    const QString text = first.data().toString() + QLatin1Char(' ') +
                         cell(DiagnosticsModel::SourceColumn).data().toString() + QLatin1Char(' ') +
                         cell(DiagnosticsModel::FileColumn).data().toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace gatewright
