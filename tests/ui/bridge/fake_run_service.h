// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_service.h"

#include <QObject>
#include <QPointer>

#include <utility>
#include <vector>

namespace gatewright::test {

// Keeps what it is asked and answers when a test says so.
class FakeRunService final : public RunService
{
public:
    struct Asked
    {
        checker::SimulationQuestion question;
        QPointer<QObject> context;
        Done done;
        bool cancelled = false;
    };

    [[nodiscard]] Cancel run(const checker::SimulationQuestion &question, QObject *context,
                             Done done) override
    {
        asked.push_back({question, context, std::move(done), false});
        return [this, index = asked.size() - 1] { asked[index].cancelled = true; };
    }

    void answer(std::size_t index, const SimulationReport &report) const { deliver(index, report); }
    void fail(std::size_t index, const Error &error) const { deliver(index, tl::unexpected(error)); }

    std::vector<Asked> asked;

private:
    void deliver(std::size_t index, const Result<SimulationReport> &result) const
    {
        if (asked.at(index).context)
            asked.at(index).done(result);
    }
};

} // namespace gatewright::test
