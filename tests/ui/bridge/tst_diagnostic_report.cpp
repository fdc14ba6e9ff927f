// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "ui/bridge/diagnostic_report.h"

#include <QTest>

using namespace gatewright;

class TestDiagnosticReport : public QObject
{
    Q_OBJECT

private:
    test::Folder m_folder;

    DiagnosticFacts facts() const
    {
        DiagnosticFacts made;
        made.version = QStringLiteral("1.2.3");
        made.facts = {QStringLiteral("open files: 3")};
        made.settingsFile = m_folder.path("settings.json");
        made.connectionLog = m_folder.path("connections.jsonl");
        made.workspace = QStringLiteral("/srv/chip/secret-product");
        made.programs = {{QStringLiteral("gatewright-engine"),
                          QStringLiteral("ready"),
                          {},
                          "loaded /srv/chip/secret-product/fir.cpp\n"}};
        return made;
    }

private Q_SLOTS:
    void saysWhatHelpsAndNothingElse()
    {
        m_folder.write("settings.json",
                       R"({"version":1,"editor":{"tabWidth":3},"session":{"recentFiles":["/x/hidden.cpp"]},)"
                       R"("model":{"path":"/x/models/a.gguf"}})");
        m_folder.write("connections.jsonl", "{\"host\":\"pypi.org\"}\n{\"host\":\"pypi.org\"}\n");
        const QString report = diagnosticReport(facts());
        for (const char *wanted :
             {"1.2.3", "open files: 3", "\"tabWidth\": 3", "connections in the log: 2", "gatewright-engine",
              "loaded <project>/fir.cpp", "kernel", "processor", "a.gguf"})
            QVERIFY2(report.contains(QLatin1String(wanted)), qPrintable(QLatin1String(wanted) + report));
        for (const char *hidden : {"hidden.cpp", "secret-product", "recentFiles", "pypi.org"})
            QVERIFY2(!report.contains(QLatin1String(hidden)), hidden);
    }

    void secretsAndNamesAreTakenOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char *name, const QString &text, const char *clean) {
            QTest::newRow(name) << text << QString::fromUtf8(clean);
        };
        row("home", QStringLiteral("in /home/ada/code/a.cpp"), "in ~/code/a.cpp");
        row("other home", QStringLiteral("in /home/bob/a"), "in /home/<user>/a");
        row("no part of a name", QStringLiteral("/home/adamant"), "/home/<user>");
        row("user", QStringLiteral("owner ada, not adage"), "owner <user>, not adage");
        row("computer", QStringLiteral("on lovelace: ok"), "on <computer>: ok");
        row("project", QStringLiteral("/srv/chip/fir.cpp:3"), "<project>/fir.cpp:3");
        row("mail", QStringLiteral("by ada.l@example.org"), "by <address>");
        row("address", QStringLiteral("https://me:") + QStringLiteral("hunter2@example.org/x"),
            "https://<credentials>@example.org/x");
        row("token", QStringLiteral("token = \"") + QStringLiteral("q7Zb2LxN9vR4tKc8Wm1PdY6s\""),
            "token = \"<secret>\"");
    }
    void secretsAndNamesAreTakenOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        const PersonalNames names{QStringLiteral("/home/ada"), QStringLiteral("ada"),
                                  QStringLiteral("lovelace"), QStringLiteral("/srv/chip")};
        QCOMPARE(withoutTraces(text, names), clean);
        QCOMPARE(withoutTraces(clean, names), clean);
    }

    void messagesCannotEndTheirFence()
    {
        DiagnosticFacts made = facts();
        made.programs[0].messages = "a\n~~~~\n# heading of mine\n";
        const QString report = diagnosticReport(made);
        QCOMPARE(report.count(QStringLiteral("~~~~")), 2);
    }

    void onlyTheLastWordsAreKept()
    {
        DiagnosticFacts made = facts();
        made.programs[0].messages = QByteArray("first words\n") + QByteArray(1 << 20, 'x') + "last words";
        const QString report = diagnosticReport(made);
        QVERIFY(report.size() < 64 * 1024);
        QVERIFY(report.contains(QStringLiteral("last words")));
        QVERIFY(!report.contains(QStringLiteral("first words")));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosticReport)
#include "tst_diagnostic_report.moc"
