// SPDX-License-Identifier: Apache-2.0
#include "tests/core/syntax/t0_trial.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTest>

using namespace gatewright;

namespace {

QFileInfoList goldenFiles(const QStringList &patterns)
{
    return QDir(QStringLiteral(GATEWRIGHT_TEST_DATA "/syntax"))
        .entryInfoList(patterns, QDir::Files, QDir::Name);
}

// What is asked of a release build, in milliseconds; other builds are only kept from hanging.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr double longestCheck = 5;
#else
constexpr double longestCheck = 200;
#endif

QStringList cppPatterns()
{
    return {QStringLiteral("*.c"), QStringLiteral("*.cpp"), QStringLiteral("*.hpp")};
}

} // namespace

class TestT0Golden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kernelsOfManyKindsHoldTheTargets()
    {
        T0Trial trial(1);
        for (const QFileInfo &file : goldenFiles(cppPatterns()))
            QVERIFY2(trial.add(Language::HlsCpp, test::readFile(file.filePath()).toStdString(), 60),
                     qPrintable(file.fileName()));
        check(trial);
    }

    void qiskitProgramsHoldTheTargets()
    {
        T0Trial trial(2);
        for (const QFileInfo &file : goldenFiles({QStringLiteral("*.py")}))
            QVERIFY2(trial.add(Language::Qiskit, test::readFile(file.filePath()).toStdString(), 60),
                     qPrintable(file.fileName()));
        check(trial);
    }

    void twoThousandLinesTakeMilliseconds()
    {
        std::string text;
        for (int copy = 0; std::count(text.begin(), text.end(), '\n') < 2000; ++copy) {
            for (const QFileInfo &file : goldenFiles(cppPatterns()))
                text += test::readFile(file.filePath()).toStdString();
        }
        T0Trial trial(3);
        QVERIFY(trial.add(Language::HlsCpp, text, 40));
        qInfo("%s", qPrintable(trial.summary()));
        QVERIFY2(trial.milliseconds90() <= longestCheck, qPrintable(trial.summary()));
    }

private:
    static void check(const T0Trial &trial)
    {
        qInfo("%s", qPrintable(trial.summary()));
        QVERIFY(trial.files() >= 6);
        QVERIFY2(trial.truePassed() >= 0.995, qPrintable(trial.wronglyRefused().join(QLatin1Char('\n'))));
        QVERIFY2(trial.brokenFailed() >= 0.88, qPrintable(trial.summary()));
    }
};

QTEST_GUILESS_MAIN(TestT0Golden)
#include "tst_t0_golden.moc"
