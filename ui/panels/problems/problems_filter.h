// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/diagnostic.h"

#include <QSortFilterProxyModel>

namespace gatewright {

// The problems that the user wants to see: by severity, by words, of all files or of the current one.
class ProblemsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    enum class Scope { AllFiles, CurrentFile };

    void setShown(Severity severity, bool shown);
    [[nodiscard]] bool isShown(Severity severity) const;
    // Every word must occur in message, source or file name, whatever the case.
    void setWords(const QString &words);
    void setScope(Scope scope);
    // Document::id() of the current file, 0 for none.
    void setCurrentDocument(int document);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] static unsigned bit(Severity severity) { return 1U << static_cast<unsigned>(severity); }

    unsigned m_shown = ~0U;
    QStringList m_words;
    Scope m_scope = Scope::AllFiles;
    int m_document = 0;
};

} // namespace gatewright
