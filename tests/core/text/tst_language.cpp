// SPDX-License-Identifier: Apache-2.0
#include "core/text/language.h"

#include <QTest>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Language)

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byFileName_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<Language>("language");
        for (const char *suffix : {"c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx"})
            QTest::newRow(suffix) << QStringLiteral("src/fir.") + QLatin1String(suffix) << Language::HlsCpp;
        QTest::newRow("py") << QStringLiteral("/home/me/bell.py") << Language::Qiskit;
        QTest::newRow("upper case") << QStringLiteral("FIR.CPP") << Language::HlsCpp;
        QTest::newRow("no suffix") << QStringLiteral("Makefile") << Language::PlainText;
        QTest::newRow("other suffix") << QStringLiteral("notes.md") << Language::PlainText;
        QTest::newRow("hidden file") << QStringLiteral("/a/.py") << Language::PlainText;
        QTest::newRow("folder with suffix") << QStringLiteral("/a.py/readme") << Language::PlainText;
        QTest::newRow("ends with a dot") << QStringLiteral("fir.") << Language::PlainText;
        QTest::newRow("empty") << QString() << Language::PlainText;
    }

    void byFileName()
    {
        QFETCH(QString, path);
        QFETCH(Language, language);
        QCOMPARE(languageForFile(path), language);
    }

    void idsGoThereAndBack()
    {
        for (const Language language : {Language::PlainText, Language::HlsCpp, Language::Qiskit})
            QCOMPARE(languageFromId(languageId(language)), language);
        QCOMPARE(languageFromId(QStringLiteral("c")), Language::HlsCpp);
        QCOMPARE(languageFromId(QStringLiteral("rust")), Language::PlainText);
    }

    void namesDiffer()
    {
        QVERIFY(languageName(Language::HlsCpp) != languageName(Language::Qiskit));
        QCOMPARE(languageName(Language::PlainText), QStringLiteral("Plain text"));
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
