// SPDX-License-Identifier: Apache-2.0
#include "tests/core/syntax/t0_trial.h"
#include "tests/support/need.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Language)

namespace {

// Files of this system, which nobody wrote for this test: every n-th, so that no one library decides.
QStringList filesUnder(const QStringList &roots, const QStringList &patterns)
{
    QStringList paths;
    for (const QString &root : roots) {
        QDirIterator it(root, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            if (it.fileInfo().size() > 2000 && it.fileInfo().size() < 120000)
                paths << it.filePath();
        }
    }
    paths.sort();
    constexpr qsizetype wanted = 200;
    QStringList chosen;
    for (qsizetype i = 0; i < paths.size(); i += std::max<qsizetype>(paths.size() / wanted, 1))
        chosen << paths.at(i);
    return chosen;
}

QStringList patternsOf(Language language)
{
    if (language == Language::Qiskit)
        return {QStringLiteral("*.py")};
    return {QStringLiteral("*.h"),   QStringLiteral("*.hpp"), QStringLiteral("*.cc"), QStringLiteral("*.c"),
            QStringLiteral("*.cpp"), QStringLiteral("*.cxx"), QStringLiteral("*.tcc")};
}

} // namespace

// Beyond the files of this system the test measures folders of one's own choice:
//   GATEWRIGHT_T0_FOLDERS=/a:/b   one row a folder and language
//   GATEWRIGHT_T0_REPORT=FILE     what it got wrong goes there, to be read
class TestT0Accuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void python()
    {
        run(Language::Qiskit,
            filesUnder({QStringLiteral("/usr/lib/python3"), QStringLiteral("/usr/lib/python3.11")},
                       patternsOf(Language::Qiskit)),
            5);
    }

    void cpp()
    {
        run(Language::HlsCpp,
            filesUnder({QStringLiteral("/usr/include"), QStringLiteral("/usr/src/googletest")},
                       patternsOf(Language::HlsCpp)),
            20);
    }

    void folders_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QStringList>("paths");
        const QStringList folders =
            qEnvironmentVariable("GATEWRIGHT_T0_FOLDERS").split(QDir::listSeparator(), Qt::SkipEmptyParts);
        if (folders.isEmpty())
            QSKIP("no folders in GATEWRIGHT_T0_FOLDERS");
        for (const QString &folder : folders) {
            for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
                QTest::newRow(qPrintable(languageName(language) + QLatin1Char(' ') + folder))
                    << language << filesUnder({folder}, patternsOf(language));
            }
        }
    }

    void folders()
    {
        QFETCH(Language, language);
        QFETCH(QStringList, paths);
        run(language, paths, 20);
    }

private:
    static void run(Language language, const QStringList &paths, int cuts)
    {
        T0Trial trial(42);
        for (const QString &path : paths) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly))
                trial.add(language, file.readAll().toStdString(), cuts);
        }
        report(trial);
        qInfo("%s", qPrintable(trial.summary()));
        GW_NEED(enough(trial));
        QVERIFY2(trial.truePassed() >= 0.995, qPrintable(trial.wronglyRefused().join(QLatin1Char('\n'))));
        QVERIFY2(trial.brokenFailed() >= 0.88, qPrintable(trial.summary()));
    }

    static Result<int> enough(const T0Trial &trial)
    {
        if (trial.files() < 20)
            return makeError(ErrorCode::Missing, QStringLiteral("There are too few source files to read."));
        return trial.files();
    }

    static void report(const T0Trial &trial)
    {
        QFile file(qEnvironmentVariable("GATEWRIGHT_T0_REPORT"));
        if (file.fileName().isEmpty() || !file.open(QIODevice::Append))
            return;
        file.write(QStringLiteral("==== %1\n").arg(QLatin1String(QTest::currentDataTag())).toUtf8());
        for (const QString &refused : trial.wronglyRefused())
            file.write(QStringLiteral("---- refused\n%1\n").arg(refused).toUtf8());
        for (const QString &passed : trial.wronglyPassed())
            file.write(QStringLiteral("---- passed: %1\n").arg(passed).toUtf8());
    }
};

QTEST_GUILESS_MAIN(TestT0Accuracy)
#include "tst_t0_accuracy.moc"
