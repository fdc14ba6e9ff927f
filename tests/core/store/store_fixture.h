// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"
#include "tests/support/files.h"

#include <QTemporaryDir>

namespace gatewright::test {

// A day that a test moves on.
class StoreClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override { return {}; }
    [[nodiscard]] QDateTime today() const override { return m_today; }
    void setToday(const QDateTime &today) { m_today = today; }
    void addDays(int days) { m_today = m_today.addDays(days); }

private:
    QDateTime m_today{QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC};
};

// A folder for one store, and suggestions to put into it.
struct StoreFixture
{
    QTemporaryDir folder;
    StoreClock clock;
    store::StoreOptions options{store::RetentionRules(), {}};
    QString path = folder.filePath(QStringLiteral("data/store.sqlite"));

    [[nodiscard]] Result<std::unique_ptr<store::Store>>
    open(store::Access access = store::Access::Write) const
    {
        return store::Store::open(path, access, options, clock);
    }

    [[nodiscard]] store::Suggestion suggestion(const QString &id, const QString &text) const
    {
        store::Suggestion made;
        made.id = id;
        made.time = clock.today();
        made.language = Language::HlsCpp;
        made.path = QStringLiteral("/home/somebody/work/fir.cpp");
        made.model = QStringLiteral("small-model");
        made.tier = 0;
        made.score = 0.5;
        made.tokens = 7;
        made.text = text;
        return made;
    }

    // Shown and accepted as a whole.
    [[nodiscard]] Result<store::Recorded> accept(store::Store &store, const QString &id,
                                                 const QString &text) const
    {
        store::Suggestion shown = suggestion(id, text);
        GW_TRY(erasures, store.erasures());
        shown.erasures = erasures;
        return store.record({id, store::OutcomeKind::Accepted, static_cast<int>(text.toUcs4().size()), 0},
                            &shown);
    }
};

} // namespace gatewright::test
