// SPDX-License-Identifier: Apache-2.0
#include "tests/core/syntax/t0_trial.h"

#include <QDirIterator>
#include <QTest>

using namespace gatewright;

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

} // namespace

class TestT0Accuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void python()
    {
        run(Language::Qiskit,
            filesUnder({QStringLiteral("/usr/lib/python3"), QStringLiteral("/usr/lib/python3.11")},
                       {QStringLiteral("*.py")}));
    }

    void cpp()
    {
        run(Language::HlsCpp,
            filesUnder({QStringLiteral("/usr/include"), QStringLiteral("/usr/src/googletest")},
                       {QStringLiteral("*.h"), QStringLiteral("*.hpp"), QStringLiteral("*.cc"),
                        QStringLiteral("*.tcc")}));
    }

private:
    static void run(Language language, const QStringList &paths)
    {
        T0Trial trial(42);
        for (const QString &path : paths) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly))
                trial.add(language, file.readAll().toStdString(), 5);
        }
        if (trial.files() < 20)
            QSKIP("this system has too few source files that the grammar can read");
        qInfo("%s", qPrintable(trial.summary()));
        QVERIFY2(trial.truePassed() >= 0.995, qPrintable(trial.wronglyRefused().join(QLatin1Char('\n'))));
        QVERIFY2(trial.brokenFailed() >= 0.88, qPrintable(trial.summary()));
    }
};

QTEST_GUILESS_MAIN(TestT0Accuracy)
#include "tst_t0_accuracy.moc"
