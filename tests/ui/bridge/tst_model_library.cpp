// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bridge/fake_model_service.h"
#include "ui/bridge/model_library.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace gatewright;
using completion::EngineReport;
using completion::EngineState;

class TestModelLibrary : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<test::FakeModelService> m_service;
    std::unique_ptr<ModelLibrary> m_library;

    static EngineReport report(EngineState state, const QString &model = {})
    {
        EngineReport made;
        made.state = state;
        made.engine.model = model;
        return made;
    }

private Q_SLOTS:
    void init()
    {
        m_tasks = std::make_unique<TaskProgressModel>();
        m_service = std::make_unique<test::FakeModelService>();
        m_library = std::make_unique<ModelLibrary>(*m_service, *m_tasks);
    }
    void cleanup() { m_library.reset(); }

    void theListIsReadWhenTheEngineComesUp()
    {
        QVERIFY(m_library->models().empty());
        m_library->setEngine(report(EngineState::LoadingModel));
        QCOMPARE(m_library->models().size(), std::size_t(2));
        m_library->setEngine(report(EngineState::Ready, QStringLiteral("small")));
        QCOMPARE(m_service->asked, QStringList{QStringLiteral("list")});
        QVERIFY(m_library->isInUse(m_library->models()[0]));
        QVERIFY(!m_library->isInUse(m_library->models()[1]));
        // After a restart there may be others.
        m_library->setEngine(report(EngineState::Restarting));
        m_library->setEngine(report(EngineState::LoadingModel));
        QCOMPARE(m_service->asked.count(QStringLiteral("list")), 2);
    }

    void aModelIsReadOnce()
    {
        const QString path = QStringLiteral("/models/large.gguf");
        m_library->inspect(path);
        m_library->inspect(path);
        QCOMPARE(m_service->asked, QStringList{QStringLiteral("inspect ") + path});
        QVERIFY(!m_library->details(path));
        QSignalSpy changed(m_library.get(), &ModelLibrary::changed);
        ModelDetails details;
        details.memoryNeeded = 5'000;
        details.memoryAvailable = 4'999;
        m_service->inspected(details);
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_library->details(path) && !m_library->details(path)->value().fits());
        m_library->inspect(path);
        QCOMPARE(m_service->asked.size(), 1);
    }

    void whatAnEngineThatDiedCouldNotReadIsReadAgain()
    {
        const QString path = QStringLiteral("/models/large.gguf");
        m_library->inspect(path);
        m_service->inspected(makeError(ErrorCode::Crashed, QStringLiteral("The engine stopped.")));
        m_library->setEngine(report(EngineState::Ready));
        m_library->inspect(path);
        QCOMPARE(m_service->asked.count(QStringLiteral("inspect ") + path), 2);
    }

    void anImportIsATaskWithABarAndCanBeCancelled()
    {
        QSignalSpy failed(m_library.get(), &ModelLibrary::importFailed);
        m_library->import(QStringLiteral("/media/stick/new.gguf"));
        m_library->import(QStringLiteral("/media/stick/other.gguf")); // one at a time
        QCOMPARE(m_service->asked, QStringList{QStringLiteral("import /media/stick/new.gguf")});
        QCOMPARE(m_tasks->rowCount(), 1);
        EngineReport engine = report(EngineState::Ready);
        engine.engine.importing = 0.25;
        m_library->setEngine(engine);
        QCOMPARE(m_tasks->index(0).data(TaskProgressModel::FractionRole).toDouble(), 0.25);
        m_tasks->cancel(0);
        QCOMPARE(m_tasks->rowCount(), 0);
        QVERIFY(!m_library->isImporting());
        QCOMPARE(failed.count(), 0); // the user knows
    }

    void anImportEndsInTheList()
    {
        QSignalSpy imported(m_library.get(), &ModelLibrary::imported);
        m_library->import(QStringLiteral("/media/stick/new.gguf"));
        m_service->imported(
            ModelListed{QStringLiteral("new"), QStringLiteral("/models/new.gguf"), 1000, false});
        QCOMPARE(imported.count(), 1);
        QCOMPARE(imported[0][0].toString(), QStringLiteral("/models/new.gguf"));
        QCOMPARE(m_service->asked.last(), QStringLiteral("list"));
    }

    void loadingIsATaskWithABar()
    {
        EngineReport engine = report(EngineState::LoadingModel);
        engine.engine.loading = 0.5;
        m_library->setEngine(engine);
        QCOMPARE(m_tasks->rowCount(), 1);
        QCOMPARE(m_tasks->index(0).data(TaskProgressModel::FractionRole).toDouble(), 0.5);
        m_library->setEngine(report(EngineState::Ready, QStringLiteral("small")));
        QCOMPARE(m_tasks->rowCount(), 0);
    }

    void aModelThatDoesNotFitIsTold()
    {
        QSignalSpy failed(m_library.get(), &ModelLibrary::loadFailed);
        m_library->load(QStringLiteral("/models/large.gguf"), ModelService::Fit::Needed);
        m_service->loaded(makeError(ErrorCode::LimitExceeded, QStringLiteral("It needs more.")));
        QCOMPARE(failed.count(), 1);
        m_library->load(QStringLiteral("/models/large.gguf"), ModelService::Fit::Ignored);
        QCOMPARE(m_service->asked.last(), QStringLiteral("load /models/large.gguf anyway"));
    }
};

QTEST_GUILESS_MAIN(TestModelLibrary)
#include "tst_model_library.moc"
