// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/engine_client.h"

#include <QFile>
#include <QObject>
#include <QTest>

#include <unistd.h>

#include <vector>

namespace gatewright {

// The real engine with the real model, kept decoding on demand: one request after the other, as the window
// would ask, through the window's own client.
class BusyEngine final : public QObject
{
public:
    BusyEngine(const QString &program, const QString &model)
        : m_client(Command{program, {QStringLiteral("--model"), model}, {}, {}}, m_clock,
                   [this] { return std::vector<lsp::OpenDocument>{m_document}; })
    {
        m_document = {
            QStringLiteral("file:///bench/kernel.cpp"), Language::HlsCpp, Revision{1},
            "#include <ap_int.h>\n\nvoid scale(const ap_int<16> in[64], ap_int<32> out[64])\n{\n    "};
    }

    // False when there is no engine with a model within a minute.
    [[nodiscard]] bool start()
    {
        m_client.start();
        return QTest::qWaitFor([this] { return m_client.report().state == completion::EngineState::Ready; },
                               60'000);
    }
    void setBusy(bool busy)
    {
        m_busy = busy;
        if (busy)
            ask();
        else
            m_client.cancel();
    }
    // Processor time that it used so far, all threads; proof that it was at work.
    [[nodiscard]] double processorSeconds() const
    {
        QFile file(QStringLiteral("/proc/%1/stat").arg(m_client.processId()));
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

private:
    void ask()
    {
        completion::CursorPlace place;
        place.uri = m_document.uri;
        place.revision = m_document.revision;
        place.position = {4, 4};
        m_client.ask(place, completion::Trigger::Invoked, this, [this](const auto &) {
            if (m_busy)
                ask();
        });
    }

    SystemClock m_clock;
    lsp::OpenDocument m_document;
    completion::EngineClient m_client;
    bool m_busy = false;
};

} // namespace gatewright
