// SPDX-License-Identifier: Apache-2.0
#include "core/base/connection_log.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace gatewright;

class TestConnectionLog : public QObject
{
    Q_OBJECT

    static QList<QJsonObject> lines(const QString &path)
    {
        QList<QJsonObject> read;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return read;
        const QList<QByteArray> all = file.readAll().split('\n');
        for (const QByteArray &line : all.first(all.size() - 1)) // the last one ends with a line break
            read << QJsonDocument::fromJson(line).object();
        return read;
    }
    static ConnectionRecord toIndex()
    {
        return {QStringLiteral("setup qiskit"), QStringLiteral("pypi.org"), QStringLiteral("The user.")};
    }

    test::ManualClock m_clock;

private Q_SLOTS:
    void eachConnectionIsALine()
    {
        QTemporaryDir folder;
        const ConnectionLog log(folder.filePath(QStringLiteral("state/connections.jsonl")), m_clock);
        GW_VERIFY_RESULT(log.write(toIndex()));
        GW_VERIFY_RESULT(log.write({QStringLiteral("two\nlines"), QStringLiteral("b"), {}}));
        const QList<QJsonObject> read = lines(log.file());
        QCOMPARE(read.size(), 2);
        QCOMPARE(read[0][QLatin1String("purpose")], QStringLiteral("setup qiskit"));
        QCOMPARE(read[0][QLatin1String("host")], QStringLiteral("pypi.org"));
        QCOMPARE(read[0][QLatin1String("why")], QStringLiteral("The user."));
        QCOMPARE(read[0][QLatin1String("time")], m_clock.today().toUTC().toString(Qt::ISODate));
        QCOMPARE(read[1][QLatin1String("purpose")], QStringLiteral("two\nlines"));
        // It tells what its owner does, and nobody else.
        QCOMPARE(QFileInfo(log.file()).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }

    void aFullFileIsPutAside()
    {
        QTemporaryDir folder;
        const ConnectionLog log(folder.filePath(QStringLiteral("connections.jsonl")), m_clock);
        ConnectionRecord longOne = toIndex();
        longOne.why = QString(100'000, u'x'); // cut
        for (int i = 0; i < 5000; ++i)
            GW_VERIFY_RESULT(log.write(longOne));
        QVERIFY(QFileInfo(log.file()).size() <= ConnectionLog::mostBytes);
        QVERIFY(QFileInfo(log.oldFile()).size() <= ConnectionLog::mostBytes);
        QVERIFY(QFileInfo(log.oldFile()).size() > ConnectionLog::mostBytes / 2);
        QVERIFY(!lines(log.file()).isEmpty());
    }

    void severalWritersLoseNoLine()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("connections.jsonl"));
        constexpr int writers = 4;
        constexpr int each = 600; // together more than one file holds, and less than two
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&] {
                const ConnectionLog log(path, m_clock);
                ConnectionRecord record = toIndex();
                record.why = QString(450, u'y');
                for (int i = 0; i < each; ++i)
                    (void)log.write(record);
            });
        }
        threads.clear();
        const ConnectionLog log(path, m_clock);
        QVERIFY(QFileInfo::exists(log.oldFile()));
        QCOMPARE(lines(log.file()).size() + lines(log.oldFile()).size(), writers * each);
        const QList<QJsonObject> all = lines(log.file()) + lines(log.oldFile());
        for (const QJsonObject &line : all)
            QCOMPARE(line[QLatin1String("host")], QStringLiteral("pypi.org"));
    }

    // Who cannot write it down must not connect.
    void aLogThatCannotBeWrittenIsAnError()
    {
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath(QStringLiteral("state")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const ConnectionLog log(folder.filePath(QStringLiteral("state/connections.jsonl")), m_clock);
        GW_VERIFY_ERROR(log.write(toIndex()), ErrorCode::Io);
        const ConnectionLog full(QStringLiteral("/dev/full"), m_clock);
        GW_VERIFY_ERROR(full.write(toIndex()), ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(TestConnectionLog)
#include "tst_connection_log.moc"
