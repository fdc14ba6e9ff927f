// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup_dialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace gatewright;

class TestSetupDialog : public QObject
{
    Q_OBJECT

    static SetupPlan plan()
    {
        SetupPlan plan;
        plan.title = QStringLiteral("Qiskit 2.6.2");
        plan.packages = QStringList{QStringLiteral("qiskit 2.6.2"), QStringLiteral("qiskit-aer 0.18.2")};
        plan.folder = QStringLiteral("/home/me/.local/share/gatewright/python/qiskit-2.6.2-00");
        plan.hosts = QStringList{QStringLiteral("pypi.org"), QStringLiteral("files.pythonhosted.org")};
        plan.downloadBytes = 140'000'000;
        plan.diskBytes = 600'000'000;
        return plan;
    }
    SetupDialog *open(const SetupPlan &plan)
    {
        m_dialog = new SetupDialog(plan);
        m_dialog->open();
        return m_dialog;
    }
    [[nodiscard]] QString text(const char *name) const
    {
        return m_dialog->findChild<QLabel *>(QLatin1String(name))->text();
    }

    QPointer<SetupDialog> m_dialog;

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void cleanup() { delete m_dialog; }

    void itSaysWhatFromWhereAndWhereto()
    {
        open(plan());
        const auto *packages = m_dialog->findChild<QTreeWidget *>(QStringLiteral("setupPackages"));
        QCOMPARE(packages->topLevelItemCount(), 2);
        QCOMPARE(packages->topLevelItem(1)->text(0), QStringLiteral("qiskit-aer"));
        QCOMPARE(packages->topLevelItem(1)->text(1), QStringLiteral("0.18.2"));
        QVERIFY(text("setupSource").contains(QStringLiteral("Python package index (pypi.org)")));
        QVERIFY(text("setupSource").contains(QStringLiteral("over the network")));
        QVERIFY(!text("setupSource").contains(QStringLiteral("pythonhosted")));
        QCOMPARE(text("setupFolder"), plan().folder);
        QVERIFY2(text("setupSize").contains(QStringLiteral("140 MB")) &&
                     text("setupSize").contains(QStringLiteral("600 MB")),
                 qPrintable(text("setupSize")));
        QVERIFY(!m_dialog->findChild<QLabel *>(QStringLiteral("setupNote")));
    }

    // A form layout once cut every value after its first line.
    void noValueIsCut()
    {
        open(plan());
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
        for (const char *name : {"setupSource", "setupFolder", "setupSize"}) {
            const auto *label = m_dialog->findChild<QLabel *>(QLatin1String(name));
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), name);
        }
    }

    void anotherIndexIsNamed()
    {
        SetupPlan other = plan();
        other.hosts = QStringList{QStringLiteral("mirror.example"), QStringLiteral("b.example")};
        other.note = QStringLiteral("<b>The settings</b> name another interpreter.");
        open(other);
        QVERIFY(text("setupSource").contains(QStringLiteral("mirror.example, b.example")));
        QVERIFY(!text("setupSource").contains(QStringLiteral("pypi.org")));
        QCOMPARE(text("setupNote"), other.note);
        const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->buddy() && !label->objectName().isEmpty() &&
                !label->objectName().startsWith(QLatin1String("qt_")))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void returnInstallsAndEscapeDoesNot()
    {
        QSignalSpy accepted(open(plan()), &QDialog::accepted);
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(accepted.count(), 1);
        QSignalSpy rejected(open(plan()), &QDialog::rejected);
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Escape);
        QTRY_COMPARE(rejected.count(), 1);
    }

    void everyPartHasAnAccessibleName()
    {
        open(plan());
        const QList<QAbstractButton *> buttons = m_dialog->findChildren<QAbstractButton *>();
        QVERIFY(buttons.size() >= 2);
        for (const QAbstractButton *button : buttons)
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        QVERIFY(
            !m_dialog->findChild<QTreeWidget *>(QStringLiteral("setupPackages"))->accessibleName().isEmpty());
        QVERIFY(m_dialog->findChild<QLabel *>(QStringLiteral("setupFolder"))
                    ->accessibleName()
                    .contains(plan().folder));
    }
};

QTEST_MAIN(TestSetupDialog)
#include "tst_setup_dialog.moc"
