// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bridge/fake_model_service.h"
#include "ui/panels/model/model_facts.h"
#include "ui/panels/model/model_panel.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace gatewright;
using completion::EngineReport;
using completion::EngineState;

class TestModelPanel : public QObject
{
    Q_OBJECT

private:
    const SyntaxLibrary m_syntax;
    const IconProvider m_icons;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<test::FakeModelService> m_service;
    std::unique_ptr<ModelLibrary> m_library;
    std::unique_ptr<ModelPanel> m_panel;

    void tell(EngineState state, const QString &model = {}, double loading = -1.0)
    {
        EngineReport report;
        report.state = state;
        report.engine.model = model;
        report.engine.loading = loading;
        m_library->setEngine(report);
    }
    template <class T>
    T *child(const char *name) const
    {
        return m_panel->findChild<T *>(QString::fromLatin1(name));
    }
    QString words() const
    {
        QStringList all;
        const auto labels = m_panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                all << label->text();
        }
        return all.join(QLatin1Char('\n'));
    }

private Q_SLOTS:
    void init()
    {
        m_tasks = std::make_unique<TaskProgressModel>();
        m_service = std::make_unique<test::FakeModelService>();
        m_library = std::make_unique<ModelLibrary>(*m_service, *m_tasks);
        m_panel = std::make_unique<ModelPanel>(*m_library, m_icons, Theme(m_syntax, ColourScheme::Light));
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_library.reset();
    }

    void withoutAnEngineItSaysSo() { QVERIFY(words().contains(QStringLiteral("not running"))); }

    void withoutModelsItSaysHowToGetOne()
    {
        m_service->models.clear();
        tell(EngineState::NoModel);
        QVERIFY(words().contains(QStringLiteral("USB")));
    }

    void theOneInUseIsChosenAndCanBeUnloaded()
    {
        m_service->models[1].name = QStringLiteral("large");
        tell(EngineState::Ready, QStringLiteral("large"));
        QVERIFY(m_panel->current());
        QCOMPARE(m_panel->current()->name, QStringLiteral("large"));
        QVERIFY(!child<QPushButton>("modelUse")->isEnabled());
        QSignalSpy unload(m_panel.get(), &ModelPanel::unloadRequested);
        child<QPushButton>("modelUnload")->click();
        QCOMPARE(unload.count(), 1);
        m_panel->select(QStringLiteral("/models/small.gguf"));
        QVERIFY(child<QPushButton>("modelUse")->isEnabled());
        QSignalSpy use(m_panel.get(), &ModelPanel::useRequested);
        child<QPushButton>("modelUse")->click();
        QCOMPARE(use.count(), 1);
        QCOMPARE(use[0][0].value<ModelListed>().name, QStringLiteral("small"));
    }

    void aModelThatDoesNotFitIsMarkedWithAWordAndAShape()
    {
        tell(EngineState::Ready, QStringLiteral("small"));
        m_panel->select(QStringLiteral("/models/large.gguf"));
        ModelDetails details;
        details.memoryNeeded = 6'000'000'000;
        details.memoryAvailable = 3'000'000'000;
        details.hash = ModelDetails::Hash::Wrong;
        details.title = QStringLiteral("<b>A</b>\nname");
        m_service->inspected(details);
        QTRY_VERIFY(words().contains(QStringLiteral("⚠ 6.0 GB: more than is free (3.0 GB)")));
        QVERIFY(words().contains(QStringLiteral("damaged or changed")));
        QVERIFY(words().contains(QStringLiteral("<b>A</b> name"))); // as it is, in one line
    }

    void aModelThatCannotBeUsedCannotBeChosen()
    {
        tell(EngineState::Ready, QStringLiteral("small"));
        m_panel->select(QStringLiteral("/models/large.gguf"));
        ModelDetails details;
        details.problem = QStringLiteral("Its architecture is not known.");
        m_service->inspected(details);
        QVERIFY(!child<QPushButton>("modelUse")->isEnabled());
        QTRY_VERIFY(words().contains(details.problem));
    }

    void theBarShowsHowFarLoadingIs()
    {
        tell(EngineState::LoadingModel, {}, 0.4);
        QVERIFY(child<QProgressBar>("modelLoading")->isVisible());
        QCOMPARE(child<QProgressBar>("modelLoading")->value(), 40);
        tell(EngineState::LoadingModel, {}, 0.6);
        QCOMPARE(child<QProgressBar>("modelLoading")->value(), 60);
        tell(EngineState::Ready, QStringLiteral("small"));
        QVERIFY(!child<QProgressBar>("modelLoading")->isVisible());
    }

    void theDeviceIsChosenHere()
    {
        tell(EngineState::Ready, QStringLiteral("small"));
        m_panel->setDevice(QStringLiteral("cpu"));
        auto *box = child<QComboBox>("modelDevice");
        QCOMPARE(box->currentData().toString(), QStringLiteral("cpu"));
        QSignalSpy chosen(m_panel.get(), &ModelPanel::deviceChosen);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("cuda"));
    }
};

QTEST_MAIN(TestModelPanel)
#include "tst_model_panel.moc"
