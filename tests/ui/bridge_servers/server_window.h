// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_plan.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/server_documents.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace gatewright {

// A window with one document in a view, and a fake server that knows it.
struct ServerWindow
{
    // `script` as fake_server.h has it, with ' for ".
    ServerWindow(const char *script, std::string_view text, Language language = Language::HlsCpp)
        : theme(library, ColourScheme::Light)
        , documents(library, notices, tasks)
        , followed(documents)
        , servers(clock, [this] { return followed.all(); }, test::quickRules())
    {
        followed.setFollowers({&servers});
        document = &documents.create(language, text);
        view = std::make_unique<CodeView>(document->buffer(), theme);
        auto *column = new QVBoxLayout(&window);
        column->addWidget(view.get());
        window.resize(900, 500);
        window.show();
        active = QTest::qWaitForWindowActive(&window);
        view->setFocus();
        servers.setPlans({test::fakePlan(folder, test::jsonObject(script), language)});
        ready = QTest::qWaitFor([this] { return servers.all().front()->isReady(); }, 10'000);
    }
    ~ServerWindow()
    {
        followed.setFollowers({});
        view.reset(); // before its document
    }

    // Another server beside the first one; waits until it is ready.
    [[nodiscard]] bool addServer(const char *script, Language language = Language::HlsCpp)
    {
        servers.setPlans({servers.all().front()->plan(), test::fakePlan(folder, test::jsonObject(script),
                                                                        language, QStringLiteral("second"))});
        return QTest::qWaitFor(
            [this] {
                return std::ranges::all_of(servers.all(),
                                           [](const auto &server) { return server->isReady(); });
            },
            10'000);
    }

    [[nodiscard]] FrontView front() const { return {view.get(), document}; }
    [[nodiscard]] DocumentBuffer &buffer() const { return document->buffer(); }
    [[nodiscard]] std::string text() const { return std::string(buffer().text()); }
    [[nodiscard]] const Theme &look() const { return theme; }
    [[nodiscard]] QByteArray journal() const { return test::journalOf(folder); }
    void caretBehind(std::string_view words) const { view->setCaret(text().find(words) + words.size()); }
    void type(const char *text) const { QTest::keyClicks(view->focusProxy(), QString::fromUtf8(text)); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(view->focusProxy(), key, modifiers);
    }
    void replaceAll(std::string_view text) const { (void)buffer().replaceText(text); }

    test::Folder folder;
    SystemClock clock;
    SyntaxLibrary library;
    Theme theme;
    NoticeHub notices;
    TaskProgressModel tasks;
    DocumentManager documents;
    ServerDocuments followed;
    servers::LanguageServers servers;
    QWidget window;
    Document *document = nullptr;
    std::unique_ptr<CodeView> view;
    bool active = false;
    bool ready = false;
};

} // namespace gatewright
