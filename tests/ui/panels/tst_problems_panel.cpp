// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_panel.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace gatewright;

class TestProblemsPanel : public QObject
{
    Q_OBJECT

private:
    static Diagnostic at(int line, Severity severity, const QString &message)
    {
        Diagnostic made;
        made.range = {{line, 0}, {line, 3}};
        made.severity = severity;
        made.source = QStringLiteral("parser");
        made.message = message;
        return made;
    }

    int shown() const { return m_panel->findChild<QTreeView *>()->model()->rowCount(); }
    QToolButton *button(const QString &text) const
    {
        const QList<QToolButton *> all = m_panel->findChildren<QToolButton *>();
        for (QToolButton *candidate : all) {
            if (candidate->text().contains(text))
                return candidate;
        }
        return nullptr;
    }

    SyntaxLibrary m_library;
    IconProvider m_icons;
    std::unique_ptr<DiagnosticsModel> m_model;
    std::unique_ptr<ProblemsPanel> m_panel;

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<DiagnosticsModel>();
        m_panel = std::make_unique<ProblemsPanel>(*m_model, m_icons, Theme(m_library, ColourScheme::Light));
        m_model->setProblems(1, QStringLiteral("fir.cpp"), {},
                             {at(3, Severity::Error, QStringLiteral("never closed")),
                              at(9, Severity::Warning, QStringLiteral("unused"))},
                             Revision{1});
        m_model->setProblems(2, QStringLiteral("bell.py"), {},
                             {at(1, Severity::Error, QStringLiteral("missing colon"))}, Revision{1});
        m_panel->show();
    }

    void showsAllAndCountsThem()
    {
        QCOMPARE(shown(), 3);
        QVERIFY(button(QStringLiteral("2 error")));
        QVERIFY(button(QStringLiteral("1 warning")));
    }

    void aSeverityCanBeHidden()
    {
        button(QStringLiteral("error"))->setChecked(false);
        QCOMPARE(shown(), 1);
        button(QStringLiteral("error"))->setChecked(true);
        QCOMPARE(shown(), 3);
    }

    void wordsNarrowTheList_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("rows");
        QTest::newRow("message") << QStringLiteral("CLOSED") << 1;
        QTest::newRow("file") << QStringLiteral("bell") << 1;
        QTest::newRow("every word must occur") << QStringLiteral("fir unused") << 1;
        QTest::newRow("nothing") << QStringLiteral("xyzzy") << 0;
    }
    void wordsNarrowTheList()
    {
        QFETCH(QString, words);
        QFETCH(int, rows);
        m_panel->findChild<QLineEdit *>()->setText(words);
        QCOMPARE(shown(), rows);
        QCOMPARE(m_panel->findChild<QTreeView *>()->isVisible(), rows > 0);
    }

    void onlyTheCurrentFileWhenAsked()
    {
        m_panel->setCurrentDocument(2);
        button(QStringLiteral("This File"))->setChecked(true);
        QCOMPARE(shown(), 1);
        m_panel->setCurrentDocument(1);
        QCOMPARE(shown(), 2);
        m_panel->setCurrentDocument(0);
        QCOMPARE(shown(), 0);
    }

    void aClickSaysWhichProblem()
    {
        QSignalSpy chosen(m_panel.get(), &ProblemsPanel::problemChosen);
        button(QStringLiteral("This File"))->setChecked(true);
        m_panel->setCurrentDocument(2);
        auto *list = m_panel->findChild<QTreeView *>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toInt(), 2); // the row of the model, not of the filtered list
    }
};

QTEST_MAIN(TestProblemsPanel)
#include "tst_problems_panel.moc"
