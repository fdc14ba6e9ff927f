// SPDX-License-Identifier: Apache-2.0
#include "core/check/diagnostic.h"
#include "core/text/text_document.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright;

class TestDiagnostic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The command line counts from 1 and in code points; LSP from 0 and in UTF-16 units.
    void columnsAreCodePoints()
    {
        const TextDocument document(Language::Qiskit, "a = 1\n\"\xF0\x9F\x99\x82\xC3\xA9\" x\n");
        Diagnostic diagnostic;
        diagnostic.range = {{1, 4}, {1, 5}}; // behind the quote, the emoji (two units) and the é
        diagnostic.message = QStringLiteral("m");
        const QJsonObject start =
            diagnosticToJson(diagnostic, document)[QLatin1String("range")][QLatin1String("start")].toObject();
        QCOMPARE(start[QLatin1String("line")].toInt(), 2);
        QCOMPARE(start[QLatin1String("column")].toInt(), 4);
    }

    void everyFieldIsThere()
    {
        const TextDocument document(Language::HlsCpp, "int a\nint b;\n");
        Diagnostic diagnostic;
        diagnostic.range = {{0, 5}, {0, 5}};
        diagnostic.severity = Severity::Warning;
        diagnostic.code = QStringLiteral("syntax");
        diagnostic.source = QStringLiteral("parser");
        diagnostic.message = QStringLiteral("Missing ;");
        diagnostic.fixes.push_back({QStringLiteral("Insert ;"), {{{{0, 5}, {0, 5}}, ";"}}});
        diagnostic.related.push_back({{{1, 0}, {1, 3}}, QStringLiteral("here")});
        const QJsonObject json = diagnosticToJson(diagnostic, document);
        QCOMPARE(json.keys(),
                 (QStringList{QStringLiteral("code"), QStringLiteral("fixes"), QStringLiteral("message"),
                              QStringLiteral("range"), QStringLiteral("related"), QStringLiteral("severity"),
                              QStringLiteral("source")}));
        QCOMPARE(json[QLatin1String("severity")].toString(), QStringLiteral("warning"));
        const QJsonObject edit = json[QLatin1String("fixes")][0][QLatin1String("edits")][0].toObject();
        QCOMPARE(edit[QLatin1String("text")].toString(), QStringLiteral(";"));
        QCOMPARE(edit[QLatin1String("range")][QLatin1String("start")][QLatin1String("column")].toInt(), 6);
        QCOMPARE(json[QLatin1String("related")][0][QLatin1String("range")][QLatin1String("start")]
                     [QLatin1String("line")]
                         .toInt(),
                 2);
    }

    void severitiesHaveTheirNames_data()
    {
        QTest::addColumn<int>("severity");
        QTest::addColumn<QString>("name");
        QTest::newRow("error") << int(Severity::Error) << QStringLiteral("error");
        QTest::newRow("warning") << int(Severity::Warning) << QStringLiteral("warning");
        QTest::newRow("info") << int(Severity::Info) << QStringLiteral("info");
        QTest::newRow("hint") << int(Severity::Hint) << QStringLiteral("hint");
    }

    void severitiesHaveTheirNames()
    {
        QFETCH(int, severity);
        QFETCH(QString, name);
        QCOMPARE(severityName(static_cast<Severity>(severity)), name);
    }

    // A text may have changed since it was checked; the numbers stay inside it.
    void placesOutsideTheTextAreMovedInside()
    {
        const TextDocument document(Language::HlsCpp, "ab");
        Diagnostic diagnostic;
        diagnostic.range = {{7, 7}, {9, 1}};
        const QJsonObject json = diagnosticToJson(diagnostic, document);
        QCOMPARE(json[QLatin1String("range")][QLatin1String("end")][QLatin1String("line")].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDiagnostic)
#include "tst_diagnostic.moc"
