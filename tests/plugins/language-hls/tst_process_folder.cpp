// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/process_folder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <thread>

using namespace gatewright;
using namespace gatewright::hls;

class TestProcessFolder : public QObject
{
    Q_OBJECT

    QTemporaryDir m_parent;

    QStringList folders() const { return QDir(m_parent.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }

    // Fills a folder as a compiler does that is being killed.
    static std::jthread writer(const QString &path)
    {
        return std::jthread([path] {
            QElapsedTimer clock;
            clock.start();
            for (int i = 0; clock.elapsed() < 200; ++i) {
                const QString folder = QStringLiteral("%1/%2").arg(path).arg(i);
                QDir().mkdir(folder);
                QFile file(folder + QStringLiteral("/a.o"));
                (void)file.open(QIODevice::WriteOnly);
            }
        });
    }

private Q_SLOTS:
    void aChildThatStillWritesLeavesNothing()
    {
        std::optional<ProcessFolder> folder = std::move(*ProcessFolder::create(m_parent.path()));
        const std::jthread child = writer(folder->path());
        QTRY_VERIFY(QFile::exists(folder->path() + QStringLiteral("/0/a.o")));
        folder.reset();
        QCOMPARE(folders(), QStringList());
    }

    void whatIsLeftGoesWithTheNextRun()
    {
        std::optional<ProcessFolder> folder = std::move(*ProcessFolder::create(m_parent.path()));
        QVERIFY(QDir().mkpath(m_parent.filePath(QStringLiteral("left-1-abcdef/build"))));
        folder = std::move(*ProcessFolder::create(m_parent.path()));
        QCOMPARE(folders(), QStringList{QDir(folder->path()).dirName()});
    }
};

QTEST_GUILESS_MAIN(TestProcessFolder)
#include "tst_process_folder.moc"
