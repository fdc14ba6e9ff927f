// SPDX-License-Identifier: Apache-2.0
#include "command_line.h"
#include "tests/support/need.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

// `gatewright-cli setup qiskit` as far as it goes without a network: up to the user's word.
class TestSetupCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QStringList withProfile(const QStringList &arguments) const
    {
        return QStringList{QStringLiteral("--profile"), m_folder.filePath(QStringLiteral("profile"))} +
               arguments;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const CommandLine trial(withProfile({QStringLiteral("setup"), QStringLiteral("qiskit")}));
        if (trial.exitCode == 3 && gatewright::test::mayBeMissing())
            QSKIP(trial.errors.constData()); // no Python 3.11, no pip
        QVERIFY2(trial.exitCode != 3, trial.errors.constData());
    }

    void withoutAWordNothingIsInstalled()
    {
        const CommandLine asked(
            withProfile({QStringLiteral("--json"), QStringLiteral("setup"), QStringLiteral("qiskit")}));
        QCOMPARE(asked.exitCode, 2);
        QVERIFY2(asked.saysOneLine() && asked.errors.contains("--yes"), asked.errors.constData());
        const QJsonObject plan = asked.json();
        QCOMPARE(plan[QLatin1String("done")], false);
        QStringList packages;
        const QJsonArray listed = plan[QLatin1String("packages")].toArray();
        for (const QJsonValue &package : listed)
            packages << package.toString();
        QVERIFY2(packages.contains(QStringLiteral("qiskit 2.6.2")), asked.output.constData());
        QVERIFY(!plan[QLatin1String("hosts")].toArray().isEmpty());
        const QString folder = plan[QLatin1String("folder")].toString();
        QVERIFY2(folder.startsWith(m_folder.filePath(QStringLiteral("profile/data/python/qiskit-"))),
                 qPrintable(folder));
        QVERIFY(!QFileInfo::exists(folder));
        // Nobody connected to anything.
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("profile/state/connections.jsonl"))));
    }

    void thePlanIsShownToPeople()
    {
        const CommandLine asked(withProfile({QStringLiteral("setup"), QStringLiteral("qiskit")}));
        QCOMPARE(asked.exitCode, 2);
        QVERIFY2(asked.output.contains("qiskit 2.6.2") && asked.output.contains("over the network"),
                 asked.output.constData());
    }

    void onlyQiskitCanBeSetUp()
    {
        const CommandLine other(withProfile({QStringLiteral("setup"), QStringLiteral("vitis")}));
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.saysOneLine(), other.errors.constData());
        QCOMPARE(CommandLine({QStringLiteral("setup")}).exitCode, 2);
    }

    // A log that cannot be written: no connection, no installation.
    void withoutALogThereIsNoConnection()
    {
        const QString profile = m_folder.filePath(QStringLiteral("locked"));
        QVERIFY(QDir().mkpath(profile + QStringLiteral("/state/connections.jsonl"))); // a folder in its place
        const CommandLine refused({QStringLiteral("--profile"), profile, QStringLiteral("setup"),
                                   QStringLiteral("qiskit"), QStringLiteral("--yes")});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.errors.contains("connection log"), refused.errors.constData());
        QVERIFY(
            QDir(profile + QStringLiteral("/data/python")).entryList({QStringLiteral("qiskit-*")}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetupCommand)
#include "tst_setup_command.moc"
