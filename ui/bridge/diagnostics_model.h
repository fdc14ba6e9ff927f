// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/revision.h"
#include "core/check/diagnostic.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <vector>

namespace gatewright {

// One finding in one open document.
struct Problem
{
    int document = 0; // Document::id()
    QString title;    // of the document
    QString path;     // empty when it was never saved
    Diagnostic diagnostic;

    friend bool operator==(const Problem &, const Problem &) = default;
};

// What the checks found in all open documents, in the order of opening and then of the text. GUI thread.
class DiagnosticsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { MessageColumn, FixColumn, SourceColumn, FileColumn, LineColumn, ColumnCount };
    enum Role {
        SeverityRole = Qt::UserRole,
        DocumentRole,
        FixCountRole, // how many ways to mend it are known
    };

    using QAbstractTableModel::QAbstractTableModel;

    // Replaces what was known of this document. `checked` is the text that the positions are about.
    void setProblems(int document, const QString &title, const QString &path,
                     const std::vector<Diagnostic> &diagnostics, Revision checked);
    void removeDocument(int document);
    // Nothing: the document is unknown here.
    [[nodiscard]] std::optional<Revision> checkedRevision(int document) const;

    [[nodiscard]] const Problem &problem(int row) const
    {
        return m_problems.at(static_cast<std::size_t>(row));
    }
    [[nodiscard]] int count(Severity severity) const;

    enum class Direction { Next, Previous };
    // The row of the nearest problem behind (or in front of) this place: first in this document, then in the
    // others, round the end. Nothing when there are no problems.
    [[nodiscard]] std::optional<int> nearest(int document, Position place, Direction direction) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    [[nodiscard]] QVariant text(const Problem &problem, int column) const;
    [[nodiscard]] static QString toolTip(const Problem &problem, int column);
    void replace(int document, std::vector<Problem> fresh);

    std::vector<Problem> m_problems; // those of one document stand together
    QHash<int, Revision> m_checked;  // by document
};

// "Error", "Warning", "Information", "Hint", translated.
[[nodiscard]] QString severityText(Severity severity);

} // namespace gatewright
