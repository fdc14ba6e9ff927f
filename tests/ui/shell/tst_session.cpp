// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"
#include "ui/shell/session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;

class TestSession : public QObject
{
    Q_OBJECT

private:
    QString file(const QByteArray &contents = {})
    {
        const QString path = m_folder.filePath(QStringLiteral("state/session.json"));
        if (!contents.isNull()) {
            test::writeFile(path, contents);
        } else {
            QFile::remove(path);
        }
        return path;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void comesBackAsItWas()
    {
        const SessionStore store(file());
        Session session;
        session.geometry = QByteArray("\0\x01\xff", 3);
        session.docks = "docks";
        session.folder = QStringLiteral("/w/fir ü");
        session.editors = {{QStringLiteral("front"), QStringLiteral("/w/a.cpp")}};
        GW_VERIFY_RESULT(store.save(session));
        const Result<Session> loaded = store.load();
        GW_VERIFY_RESULT(loaded);
        QCOMPARE(*loaded, session);
    }

    void aFullDiskLeavesTheOldSession()
    {
        const SessionStore store(file());
        Session session;
        session.folder = QStringLiteral("/w");
        GW_VERIFY_RESULT(store.save(session));
        {
            const test::FullDisk full(10);
            session.folder = QStringLiteral("/other");
            GW_VERIFY_ERROR(store.save(session), ErrorCode::Io);
        }
        QCOMPARE(store.load()->folder, QStringLiteral("/w"));
    }

    void noFileIsAnEmptySession()
    {
        const Result<Session> loaded = SessionStore(file()).load();
        GW_VERIFY_RESULT(loaded);
        QCOMPARE(*loaded, Session());
    }

    void aBrokenFileIsAnError_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << QByteArray("{\"version\": 1,") << static_cast<int>(ErrorCode::Corrupt);
        QTest::newRow("an array") << QByteArray("[]") << static_cast<int>(ErrorCode::Corrupt);
        QTest::newRow("empty") << QByteArray("") << static_cast<int>(ErrorCode::Corrupt);
        QTest::newRow("from a newer program")
            << QByteArray("{\"version\": 99}") << static_cast<int>(ErrorCode::Unsupported);
        QTest::newRow("too large") << QByteArray(5 * 1024 * 1024, ' ')
                                   << static_cast<int>(ErrorCode::LimitExceeded);
    }
    void aBrokenFileIsAnError()
    {
        QFETCH(QByteArray, contents);
        QFETCH(int, code);
        GW_VERIFY_ERROR(SessionStore(file(contents)).load(), static_cast<ErrorCode>(code));
    }

    void whatHasAWrongTypeIsLeftOut()
    {
        const Result<Session> loaded =
            SessionStore(file("{\"version\": 1, \"folder\": 7, \"editors\": [], \"geometry\": {}}")).load();
        GW_VERIFY_RESULT(loaded);
        QCOMPARE(*loaded, Session());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
