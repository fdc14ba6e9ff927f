// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session_keeper.h"

#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"

#include <QFileInfo>
#include <QMainWindow>

#include <chrono>
#include <memory>

namespace gatewright {

SessionKeeper::SessionKeeper(SessionStore store, const WindowContext &context, QMainWindow &window,
                             EditorArea &editors, DocumentActions &documents, QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_context(context)
    , m_window(window)
    , m_editors(editors)
    , m_documents(documents)
{
    if (Result<Session> session = m_store.load())
        m_last = std::move(*session);
    else
        qCWarning(logUi) << session.error().toString();
    m_timer.setInterval(std::chrono::minutes(1));
    connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::save);
    m_context.commands.setRecent(m_context.settings.value(keys::recentCommands()));
}

void SessionKeeper::restoreWindow()
{
    if (!m_last.geometry.isEmpty())
        m_window.restoreGeometry(m_last.geometry);
    if (!m_last.docks.isEmpty())
        m_window.restoreState(m_last.docks);
    m_timer.start();
}

void SessionKeeper::restoreFiles()
{
    if (!m_last.folder.isEmpty() && QFileInfo(m_last.folder).isDir())
        m_documents.openFolder(m_last.folder);
    QStringList paths = EditorArea::pathsIn(m_last.editors);
    // A file that is gone since is no reason for a notice at the start.
    paths.removeIf([](const QString &path) { return !QFileInfo(path).isFile(); });
    if (paths.isEmpty()) {
        Q_EMIT restored();
        return;
    }
    // Shared by the callbacks of all files; the last one goes on.
    const auto waiting = std::make_shared<qsizetype>(paths.size());
    for (const QString &path : std::as_const(paths)) {
        m_context.documents.open(path, [this, waiting](Document *) {
            if (--*waiting > 0)
                return;
            m_editors.restoreState(
                m_last.editors, [this](const QString &wanted) { return m_context.documents.find(wanted); });
            Q_EMIT restored();
        });
    }
}

void SessionKeeper::save()
{
    Session session;
    session.geometry = m_window.saveGeometry();
    session.docks = m_window.saveState();
    session.folder = m_context.workspace.folder();
    session.editors = m_editors.saveState();
    if (session != m_last) {
        if (const Result<void> saved = m_store.save(session); !saved)
            qCWarning(logUi) << saved.error().toString();
        m_last = std::move(session);
    }
    const QStringList recent = m_context.commands.recent();
    if (recent != m_context.settings.value(keys::recentCommands())) {
        if (const Result<void> saved = m_context.settings.setValue(keys::recentCommands(), recent); !saved)
            qCWarning(logUi) << saved.error().toString();
    }
}

} // namespace gatewright
