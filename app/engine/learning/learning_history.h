// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/protocol/draft_report.h"
#include "core/completion/protocol/learning_report.h"

#include <QDate>
#include <QString>

#include <map>
#include <vector>

namespace gatewright::engine {

// What drafting did on each of the last days, in a JSON file. Which days those are is a matter of their
// number, not of today's date: a clock that is set ahead or back forgets nothing. A damaged file is none.
class LearningHistory
{
public:
    explicit LearningHistory(QString path);

    // What is reported now, on this day of the user's; counts since a model was loaded, which begin anew with
    // another one.
    void note(const completion::DraftReport &report, QDate day);
    // Rising.
    [[nodiscard]] std::vector<completion::LearningDay> days() const;
    [[nodiscard]] bool hasChanged() const { return m_changed; }
    [[nodiscard]] Result<void> save();

private:
    const QString m_path;
    std::map<QDate, completion::LearningDay> m_days;
    completion::DraftReport m_last;
    bool m_changed = false; // since it was written
};

} // namespace gatewright::engine
