// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/check/client/checker_client.h"
#include "core/completion/client/engine_client.h"
#include "core/git/repository.h"
#include "core/git/status.h"
#include "core/project/search/project_search.h"
#include "core/servers/language_servers.h"
#include "core/task/start_task.h"

#include <QFile>
#include <QJsonObject>
#include <QObject>
#include <QTest>

#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

namespace gatewright {

// Something that the window has done elsewhere, kept at work on demand, one request after the other.
class BusyWork : public QObject
{
public:
    [[nodiscard]] virtual const char *name() const = 0;
    // False when it does not become ready within a minute.
    [[nodiscard]] virtual bool start() = 0;
    // What it did so far, in a unit of its own: proof that it was at work.
    [[nodiscard]] virtual QJsonObject proof() const = 0;
    void setBusy(bool busy)
    {
        m_busy = busy;
        if (busy)
            ask();
        else
            cancel();
    }

protected:
    virtual void ask() = 0;
    virtual void cancel() = 0;
    [[nodiscard]] bool isBusy() const { return m_busy; }
    void askAgain()
    {
        if (m_busy)
            ask();
    }

private:
    bool m_busy = false;
};

// A server of the window, through the window's own client.
class BusyServer : public BusyWork
{
public:
    [[nodiscard]] QJsonObject proof() const override
    {
        return {{QStringLiteral("cpu_s"), processorSeconds()}};
    }

protected:
    [[nodiscard]] virtual qint64 processId() const = 0;

    SystemClock m_clock;
    lsp::OpenDocument m_document{
        QStringLiteral("file:///bench/kernel.cpp"), Language::HlsCpp, Revision{1},
        "#include <ap_int.h>\n\nvoid scale(const ap_int<16> in[64], ap_int<32> out[64])\n{\n    "};

private:
    // All threads.
    [[nodiscard]] double processorSeconds() const
    {
        QFile file(QStringLiteral("/proc/%1/stat").arg(processId()));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        // The name in parentheses may hold blanks; user and system time are the 12th and 13th fields behind
        // it.
        const QByteArray line = file.readAll();
        const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        if (fields.size() < 13)
            return 0;
        return (fields[11].toDouble() + fields[12].toDouble()) / static_cast<double>(sysconf(_SC_CLK_TCK));
    }
};

// Decodes with the real model.
class BusyEngine final : public BusyServer
{
public:
    BusyEngine(const QString &program, const QString &model)
        : m_client(Command{program, {QStringLiteral("--model"), model}, {}, {}}, m_clock,
                   [this] { return std::vector<lsp::OpenDocument>{m_document}; })
    {
    }
    const char *name() const override { return "engine"; }
    bool start() override
    {
        m_client.start();
        return QTest::qWaitFor([this] { return m_client.report().state == completion::EngineState::Ready; },
                               60'000);
    }

protected:
    void ask() override
    {
        completion::CursorPlace place;
        place.uri = m_document.uri;
        place.revision = m_document.revision;
        place.position = {4, 4};
        m_client.ask(place, completion::Trigger::Invoked, this, [this](const auto &) { askAgain(); });
    }
    void cancel() override { m_client.cancel(); }
    qint64 processId() const override { return m_client.processId(); }

private:
    completion::EngineClient m_client;
};

// Compiles, a new text each time.
class BusyChecker final : public BusyServer
{
public:
    explicit BusyChecker(const QString &program)
        : m_client(Command{program, {}, {}, {}}, m_clock,
                   [this] { return std::vector<lsp::OpenDocument>{m_document}; })
    {
    }
    const char *name() const override { return "checker"; }
    bool start() override
    {
        m_client.start();
        return QTest::qWaitFor([this] { return m_client.isReady(); }, 60'000);
    }

protected:
    void ask() override
    {
        const QString text = QString::fromStdString(m_document.text) +
                             QStringLiteral("out[0] = in[%1];\n}\n").arg(++m_count % 64);
        m_request =
            m_client.check({m_document.uri, text, Tier::T1}, this, [this](const auto &) { askAgain(); });
    }
    void cancel() override { m_request.cancel(); }
    qint64 processId() const override { return m_client.processId(); }

private:
    checker::CheckerClient m_client;
    lsp::RequestHandle m_request;
    int m_count = 0;
};

// Parses what changes at every turn, and completes in it.
class BusyClangd final : public BusyServer
{
public:
    explicit BusyClangd(const QString &program)
        : m_servers(m_clock, [this] { return std::vector<lsp::OpenDocument>{m_document}; })
    {
        m_document.text += "hls::stream<int> stream;\n    stream.read();\n}\n";
        m_document.text.insert(0, "#include <hls_stream.h>\n#include <vector>\n#include <map>\n");
        servers::ServerPlan plan;
        for (const servers::ServerDescription &server : servers::builtInServers()) {
            if (server.id == QLatin1String("clangd"))
                plan.description = server;
        }
        plan.command.program = program;
        plan.command.arguments = plan.description.arguments;
        m_servers.setPlans({plan});
    }
    const char *name() const override { return "clangd"; }
    bool start() override
    {
        return QTest::qWaitFor([this] { return m_servers.all().front()->isReady(); }, 60'000);
    }

protected:
    void ask() override
    {
        m_document.revision = m_document.revision.next();
        m_servers.changeDocument(m_document.uri, m_document.revision, {{0, 0}, {0, 0}}, QStringLiteral("\n"));
        ++m_lines;
        m_request = m_servers.all().front()->ask(QLatin1String("textDocument/completion"), m_document.uri,
                                                 servers::placeParams(m_document.uri, {7 + m_lines, 11}),
                                                 this, [this](const auto &) { askAgain(); });
    }
    void cancel() override { m_request.cancel(); }
    qint64 processId() const override { return m_servers.all().front()->processId(); }

private:
    servers::LanguageServers m_servers;
    lsp::RequestHandle m_request;
    int m_lines = 0;
};

// Asks git for the state of a folder, as the window does after each change.
class BusyGit final : public BusyWork
{
public:
    explicit BusyGit(QString folder)
        : m_folder(std::move(folder))
    {
    }
    const char *name() const override { return "git"; }
    bool start() override { return git::Repository::open(m_folder).has_value(); }
    QJsonObject proof() const override { return {{QStringLiteral("rounds"), m_rounds}}; }

protected:
    void ask() override
    {
        startTask<bool>(
            this,
            [folder = m_folder](const std::stop_token &stop) -> Result<bool> {
                GW_TRY(repository, git::Repository::open(folder));
                GW_CHECK(git::readStatus(repository, {}, stop));
                return true;
            },
            [this](const Result<bool> &read) {
                m_rounds += read ? 1 : 0;
                askAgain();
            });
    }
    void cancel() override {}

private:
    const QString m_folder;
    int m_rounds = 0;
};

// Searches a folder for what stands nowhere in it.
class BusySearch final : public BusyWork
{
public:
    explicit BusySearch(QString folder)
        : m_folder(std::move(folder))
    {
        connect(&m_search, &ProjectSearch::finished, this, [this] {
            ++m_rounds;
            askAgain();
        });
    }
    const char *name() const override { return "search"; }
    bool start() override
    {
        const auto index = indexFiles(m_folder);
        if (index)
            m_index = *index;
        return m_index && m_index->files.size() > 0;
    }
    QJsonObject proof() const override { return {{QStringLiteral("rounds"), m_rounds}}; }

protected:
    void ask() override
    {
        PatternQuery query;
        query.text = QStringLiteral("this text is in no file");
        if (!m_search.start({query}, m_index))
            setBusy(false);
    }
    void cancel() override { m_search.cancel(); }

private:
    const QString m_folder;
    int m_rounds = 0;
    std::shared_ptr<const FileIndex> m_index;
    ProjectSearch m_search;
};

} // namespace gatewright
