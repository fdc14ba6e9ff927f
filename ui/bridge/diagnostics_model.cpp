// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/diagnostics_model.h"

#include "ui/bridge/plain_tool_tip.h"

#include <QCoreApplication>
#include <QTextDocument>

#include <algorithm>

namespace gatewright {

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QCoreApplication::translate("Severity", "Error");
    case Severity::Warning:
        return QCoreApplication::translate("Severity", "Warning");
    case Severity::Info:
        return QCoreApplication::translate("Severity", "Information");
    case Severity::Hint:
        return QCoreApplication::translate("Severity", "Hint");
    }
    return {};
}

void DiagnosticsModel::setProblems(int document, const QString &title, const QString &path,
                                   const std::vector<Diagnostic> &diagnostics, Revision checked)
{
    m_checked.insert(document, checked);
    std::vector<Problem> fresh;
    fresh.reserve(diagnostics.size());
    for (const Diagnostic &diagnostic : diagnostics)
        fresh.push_back({document, title, path, diagnostic});
    std::stable_sort(fresh.begin(), fresh.end(), [](const Problem &a, const Problem &b) {
        return a.diagnostic.range.start < b.diagnostic.range.start;
    });
    replace(document, std::move(fresh));
}

void DiagnosticsModel::replace(int document, std::vector<Problem> fresh)
{
    const auto isHere = [document](const Problem &problem) { return problem.document == document; };
    const auto begin = std::find_if(m_problems.begin(), m_problems.end(), isHere);
    const auto end = std::find_if_not(begin, m_problems.end(), isHere);
    // Most checks find what the one before found: do not disturb selection and scrolling then.
    if (std::equal(begin, end, fresh.begin(), fresh.end()))
        return;
    const int first = static_cast<int>(begin - m_problems.begin());
    if (begin != end) {
        beginRemoveRows({}, first, static_cast<int>(end - m_problems.begin()) - 1);
        m_problems.erase(begin, end);
        endRemoveRows();
    }
    if (!fresh.empty()) {
        const auto place =
            std::find_if(m_problems.begin(), m_problems.end(),
                         [document](const Problem &problem) { return problem.document > document; });
        const int row = static_cast<int>(place - m_problems.begin());
        beginInsertRows({}, row, row + static_cast<int>(fresh.size()) - 1);
        m_problems.insert(place, fresh.begin(), fresh.end());
        endInsertRows();
    }
    Q_EMIT countsChanged();
}

void DiagnosticsModel::removeDocument(int document)
{
    m_checked.remove(document);
    replace(document, {});
}

std::optional<Revision> DiagnosticsModel::checkedRevision(int document) const
{
    const auto found = m_checked.constFind(document);
    return found == m_checked.constEnd() ? std::nullopt : std::optional(*found);
}

int DiagnosticsModel::count(Severity severity) const
{
    return static_cast<int>(
        std::count_if(m_problems.begin(), m_problems.end(), [severity](const Problem &problem) {
            return problem.diagnostic.severity == severity;
        }));
}

std::optional<int> DiagnosticsModel::nearest(int document, Position place, Direction direction) const
{
    if (m_problems.empty())
        return std::nullopt;
    const int count = rowCount();
    const auto key = [](const Problem &problem) {
        return std::pair(problem.document, problem.diagnostic.range.start);
    };
    const std::pair here(document, place);
    if (direction == Direction::Next) {
        const auto found = std::find_if(m_problems.begin(), m_problems.end(),
                                        [&](const Problem &problem) { return key(problem) > here; });
        return found == m_problems.end() ? 0 : static_cast<int>(found - m_problems.begin());
    }
    const auto found = std::find_if(m_problems.rbegin(), m_problems.rend(),
                                    [&](const Problem &problem) { return key(problem) < here; });
    return found == m_problems.rend() ? count - 1 : count - 1 - static_cast<int>(found - m_problems.rbegin());
}

int DiagnosticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int DiagnosticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiagnosticsModel::text(const Problem &problem, int column) const
{
    switch (column) {
    case MessageColumn:
        return problem.diagnostic.message;
    case SourceColumn:
        return problem.diagnostic.code.isEmpty()
                   ? problem.diagnostic.source
                   : QStringLiteral("%1 %2").arg(problem.diagnostic.source, problem.diagnostic.code);
    case FileColumn:
        return problem.title;
    case LineColumn:
        return problem.diagnostic.range.start.line + 1;
    default:
        return {};
    }
}

QString DiagnosticsModel::toolTip(const Problem &problem, int column)
{
    QString text = problem.diagnostic.message;
    if (column == FixColumn && !problem.diagnostic.fixes.empty()) {
        QStringList titles;
        for (const DiagnosticFix &fix : problem.diagnostic.fixes)
            titles.append(fix.title);
        text = tr("Fix available: %1").arg(titles.join(QStringLiteral(" · ")));
    } else if (column == FileColumn && !problem.path.isEmpty()) {
        text = problem.path;
    }
    return text;
}

QVariant DiagnosticsModel::data(const QModelIndex &index, int role) const
{
    const Problem &found = problem(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(found, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(found, index.column()));
    case Qt::AccessibleTextRole:
        if (index.column() == FixColumn)
            return found.diagnostic.fixes.empty() ? QString() : toolTip(found, FixColumn);
        if (index.column() != MessageColumn)
            return text(found, index.column());
        return tr("%1: %2").arg(severityText(found.diagnostic.severity), found.diagnostic.message);
    case Qt::TextAlignmentRole:
        return index.column() == LineColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SeverityRole:
        return static_cast<int>(found.diagnostic.severity);
    case DocumentRole:
        return found.document;
    case FixCountRole:
        return static_cast<int>(found.diagnostic.fixes.size());
    default:
        return {};
    }
}

QVariant DiagnosticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section == FixColumn &&
        (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole))
        return tr("Fix");
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MessageColumn:
        return tr("Problem");
    case SourceColumn:
        return tr("Source");
    case FileColumn:
        return tr("File");
    case LineColumn:
        return tr("Line");
    default:
        return {};
    }
}

} // namespace gatewright
