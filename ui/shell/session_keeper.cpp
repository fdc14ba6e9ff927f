// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session_keeper.h"

#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/crash_recovery.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"

#include <QFileInfo>
#include <QHash>
#include <QMainWindow>
#include <QPointer>

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
    m_context.recovery.start([this] { openFiles(); });
}

void SessionKeeper::beginWithout()
{
    m_kept = false;
    m_context.recovery.start([this] { Q_EMIT restored(); });
}

void SessionKeeper::openFiles()
{
    if (!m_last.folder.isEmpty() && QFileInfo(m_last.folder).isDir())
        m_documents.openFolder(m_last.folder);
    QStringList keys = EditorArea::pathsIn(m_last.editors);
    const CrashRecovery &recovery = m_context.recovery;
    // A file that is gone since is no reason for a notice at the start.
    keys.removeIf([&recovery](const QString &key) { return !recovery.has(key) && !QFileInfo(key).isFile(); });
    if (keys.isEmpty()) {
        showLeft(recovery.left());
        return;
    }
    // Shared by the callbacks of all files; the last one goes on.
    const auto waiting = std::make_shared<qsizetype>(keys.size());
    const auto opened = std::make_shared<QHash<QString, QPointer<Document>>>();
    for (const QString &key : std::as_const(keys)) {
        m_context.recovery.restore(key, [this, key, waiting, opened](Document *document) {
            opened->insert(key, document);
            if (--*waiting > 0)
                return;
            m_editors.restoreState(m_last.editors,
                                   [opened](const QString &wanted) { return opened->value(wanted).data(); });
            // What has a file stays among them until the user has chosen, but it is shown already.
            QStringList left = m_context.recovery.left();
            left.removeIf([opened](const QString &other) { return opened->contains(other); });
            showLeft(std::move(left));
        });
    }
}

// Text that a crash left and that the session, which is a minute old, does not know.
void SessionKeeper::showLeft(QStringList keys)
{
    if (keys.isEmpty()) {
        Q_EMIT restored();
        return;
    }
    const QString key = keys.takeFirst();
    m_context.recovery.restore(key, [this, keys](Document *document) {
        if (document)
            m_editors.show(*document);
        showLeft(keys);
    });
}

void SessionKeeper::save()
{
    Session session;
    session.geometry = m_window.saveGeometry();
    session.docks = m_window.saveState();
    // A run that began without the session does not take its place.
    session.folder = m_kept ? m_context.workspace.folder() : m_last.folder;
    session.editors = m_kept ? m_editors.saveState() : m_last.editors;
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
