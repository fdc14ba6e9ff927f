// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_panel.h"

#include <QLabel>
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

    void whatCanBeMendedOffersIt()
    {
        Diagnostic fixable = at(3, Severity::Error, QStringLiteral("unknown <b>pragma</b>"));
        fixable.fixes = {{QStringLiteral("Write PIPELINE"), {}}, {QStringLiteral("Remove it"), {}}};
        m_model->setProblems(1, QStringLiteral("fir.cpp"), {},
                             {at(1, Severity::Hint, QStringLiteral("could be faster")), fixable},
                             Revision{2});
        auto *list = m_panel->findChild<QTreeView *>();
        const auto cell = [&](int row) { return list->model()->index(row, DiagnosticsModel::FixColumn); };
        QCOMPARE(cell(0).data(Qt::AccessibleTextRole).toString(), QString());
        QCOMPARE(cell(1).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("Fix available: Write PIPELINE · Remove it"));
        // What looks like HTML is no HTML.
        QVERIFY(!cell(1).siblingAtColumn(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));

        QSignalSpy fixes(m_panel.get(), &ProblemsPanel::fixesRequested);
        QSignalSpy chosen(m_panel.get(), &ProblemsPanel::problemChosen);
        const auto click = [&](int row) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(cell(row)).center());
        };
        click(0); // no fix here: the row as anywhere else
        QCOMPARE(chosen.count(), 1);
        click(1);
        QCOMPARE(fixes.count(), 1);
        QCOMPARE(fixes.first().first().toInt(), 1);
        QCOMPARE(m_panel->currentRow(), 1);
    }

    void aRowHasAContextMenu()
    {
        QSignalSpy asked(m_panel.get(), &ProblemsPanel::contextMenuRequested);
        auto *list = m_panel->findChild<QTreeView *>();
        const auto ask = [&](const QPoint &place) { Q_EMIT list->customContextMenuRequested(place); };
        ask(list->visualRect(list->model()->index(2, 0)).center());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toInt(), 2);
        ask(QPoint(5, list->viewport()->height() - 2)); // below the rows
        QCOMPARE(asked.count(), 1);
    }

    // Hints are notes too: the button of the notes counts and hides them.
    void hintsCountAsNotes()
    {
        m_model->setProblems(3, QStringLiteral("q.py"), {},
                             {at(1, Severity::Hint, QStringLiteral("a hint")),
                              at(2, Severity::Info, QStringLiteral("a note"))},
                             Revision{1});
        QVERIFY(button(QStringLiteral("2 note")));
        QCOMPARE(shown(), 5);
        button(QStringLiteral("note"))->setChecked(false);
        QCOMPARE(shown(), 3);
    }

    void withoutProblemsItSaysWhatItIsFor()
    {
        m_model->removeDocument(1);
        m_model->removeDocument(2);
        const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("parse or compile"));
        }));
    }
};

QTEST_MAIN(TestProblemsPanel)
#include "tst_problems_panel.moc"
