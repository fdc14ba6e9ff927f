// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gatewright/composition.h"
#include "app/gatewright/folder_copy.h"
#include "app/gatewright/key_player.h"
#include "ui/editor/code_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

namespace gatewright {

// Answers as a test told it to, at once, and counts what was asked.
class ScriptedQuestions : public UserQuestions
{
public:
    void filesToOpen(const QString &, std::function<void(const QStringList &)> done) override { done(files); }
    void folderToOpen(const QString &, std::function<void(const QString &)> done) override { done(folder); }
    void pathToSave(const QString &, std::function<void(const QString &)> done) override { done(path); }
    void unsavedChanges(const QStringList &names, std::function<void(Unsaved)> done) override
    {
        asked = names;
        done(unsaved);
    }

    QStringList files;
    QString folder;
    QString path;
    Unsaved unsaved = Unsaved::Cancel;
    QStringList asked;
};

// The window as the program makes it, with a profile and a copy of the sample workspace of its own.
class WindowFixture
{
public:
    enum class LanguageServers { None, Started };

    // Without commands the programs are missing. What clangd and the like the machine has is left alone
    // unless a test wants it.
    explicit WindowFixture(std::optional<Command> engine = {}, RestartRules rules = {},
                           std::optional<Command> checker = {},
                           LanguageServers servers = LanguageServers::None)
        : m_engine(std::move(engine))
        , m_checker(std::move(checker))
        , m_rules(rules)
        , m_servers(servers)
    {
        if (!copyFolder(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace"), workspace()))
            qFatal("the sample workspace cannot be copied");
        start();
    }

    // Closes the window as the user would and starts the program anew on the same profile.
    void restart()
    {
        window().close();
        // Unsaved text is written first.
        if (!QTest::qWaitFor([this] { return !window().isVisible(); }))
            qFatal("the window does not close");
        m_composition.reset();
        start();
    }

    // The program is gone without having been closed, and is started anew on the same profile.
    void crash()
    {
        m_composition.reset();
        start();
    }

    [[nodiscard]] QString workspace() const { return m_folder.filePath(QStringLiteral("workspace")); }
    [[nodiscard]] QString file(const QString &name) const { return workspace() + QLatin1Char('/') + name; }
    [[nodiscard]] Composition &program() { return *m_composition; }
    [[nodiscard]] MainWindow &window() { return m_composition->window(); }
    [[nodiscard]] const WindowContext &context() const { return m_composition->context(); }
    [[nodiscard]] ScriptedQuestions &questions() { return *m_questions; }
    [[nodiscard]] KeyPlayer keys() { return KeyPlayer(*window().windowHandle()); }
    [[nodiscard]] Document *document() { return window().documents().current(); }
    [[nodiscard]] CodeView &view() { return window().editors().currentPage()->view(); }

    // Whether a notice has this in its text.
    [[nodiscard]] bool tells(const QString &text) const
    {
        const std::vector<NoticeHub::Entry> &entries = context().notices.entries();
        return std::any_of(entries.begin(), entries.end(),
                           [&](const NoticeHub::Entry &entry) { return entry.notice.text.contains(text); });
    }

    // Opens a file of the workspace and waits for it.
    [[nodiscard]] bool open(const QString &name)
    {
        window().documents().open({file(name)});
        return QTest::qWaitFor([&] { return document() && document()->path() == file(name); });
    }
    [[nodiscard]] static QByteArray read(const QString &path)
    {
        QFile made(path);
        return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray("<unreadable>");
    }

private:
    void start()
    {
        CompositionOptions options;
        options.arguments.profileFolder = m_folder.filePath(QStringLiteral("profile"));
        options.arguments.safeMode = false;
        options.engine = m_engine ? m_engine : Command{QStringLiteral("/nonexistent/engine"), {}, {}, {}};
        options.checker = m_checker ? m_checker : Command{QStringLiteral("/nonexistent/checker"), {}, {}, {}};
        options.engineRestart = m_rules;
        options.languageServers = m_servers == LanguageServers::Started;
        auto questions = std::make_unique<ScriptedQuestions>();
        m_questions = questions.get();
        options.questions = std::move(questions);
        m_composition = std::make_unique<Composition>(
            *qobject_cast<QApplication *>(QCoreApplication::instance()), std::move(options));
        QElapsedTimer sinceStart;
        sinceStart.start();
        m_composition->start(sinceStart);
        if (!QTest::qWaitForWindowActive(&window()))
            qFatal("the window does not become active");
    }

    QTemporaryDir m_folder;
    std::optional<Command> m_engine;
    std::optional<Command> m_checker;
    RestartRules m_rules;
    LanguageServers m_servers;
    ScriptedQuestions *m_questions = nullptr; // owned by the window
    std::unique_ptr<Composition> m_composition;
};

} // namespace gatewright
