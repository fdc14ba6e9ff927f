// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/check.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <stop_token>
#include <vector>

namespace gatewright {

class DiagnosticsModel;
class Document;
class DocumentManager;

// Checks every open document while it is edited: a moment after the last key the text goes to the checks on
// another thread, and what they find goes to the editor as marks and to the problems. An answer for an older
// revision is dropped.
class DocumentChecker : public QObject
{
    Q_OBJECT

public:
    // The checks that look at a text of this language while it is typed. They must outlive all tasks.
    using Checks = std::function<std::vector<const Check *>(Language)>;

    DocumentChecker(DocumentManager &documents, DiagnosticsModel &problems, Checks checks,
                    QObject *parent = nullptr);

    // Nothing waits and nothing runs; for tests and the tour.
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    // The marks of the document are those of its present text.
    void checked(gatewright::Document *document);

private:
    struct Entry
    {
        QTimer *delay = nullptr; // child of the document
        std::stop_source running{std::nostopstate};
        bool busy = false;
    };

    void watch(Document &document);
    void check(Document &document);
    void finish(Document &document, Revision revision, Result<std::vector<Diagnostic>> found);

    DiagnosticsModel &m_problems;
    Checks m_checks;
    QHash<int, Entry> m_entries; // by document
};

} // namespace gatewright
